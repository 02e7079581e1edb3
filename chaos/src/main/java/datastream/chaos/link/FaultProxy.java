package datastream.chaos.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A TCP proxy on the loopback address that breaks what passes through it, on demand. Its port stays
 * the same while its target comes and goes: each client connection asks anew where the target is,
 * and is closed at once when nothing listens there.
 *
 * <p>{@link #pause}, {@link #delay} and {@link #refuse} hold for connections made later as well;
 * the other faults happen to the connections that are open. Buffers hold some 128 KiB a direction,
 * 1 MiB while there is a delay. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int BACKLOG = 1_000;

    private final String name;
    private final Supplier<InetSocketAddress> target;
    private final ServerSocket listener;
    private final Faults faults = new Faults();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();

    /** Volatile: set by the harness, read by the thread that accepts. */
    private volatile boolean refusing;

    private volatile boolean closed;

    /**
     * @param name what the link is called in thread names
     * @param target where to connect to, asked for each connection
     */
    public FaultProxy(String name, Supplier<InetSocketAddress> target) {
        this.name = name;
        this.target = target;
        try {
            listener = new ServerSocket();
        } catch (IOException e) {
            throw new UncheckedIOException("No socket for the proxy " + name, e);
        }
    }

    /** Listens on a free port of the loopback address. */
    public void start() {
        try {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy " + name + " cannot listen", e);
        }
        Thread.ofVirtual().name(name + "-accept").start(this::accept);
    }

    /** The port to connect to, once started. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Reads no more from any connection, old or new; nothing that was read is lost. */
    public void pause() {
        faults.pause();
    }

    /** Ends {@link #pause}; single links may still be paused. */
    public void resume() {
        faults.resume();
    }

    /**
     * Adds latency to each way.
     *
     * @param latency {@link Duration#ZERO} for none
     */
    public void delay(Duration latency) {
        faults.delay(latency);
    }

    /** Whether new connections are reset at once. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** Closes all connections in order (FIN). */
    public void cut() {
        forEach(Link::cut);
    }

    /** Breaks all connections off (RST). */
    public void reset() {
        forEach(Link::reset);
    }

    /** All clients see the end of their streams; what servers still answer is lost. */
    public void halfClose() {
        forEach(Link::halfClose);
    }

    /** Resets each connection after so many more bytes from its client. */
    public void truncate(int bytes) {
        truncate(Direction.CLIENT_TO_SERVER, bytes);
    }

    /** Resets each connection after so many more bytes in one direction. */
    public void truncate(Direction direction, int bytes) {
        forEach(link -> link.truncate(direction, bytes));
    }

    /** The connections open at this moment. */
    public List<Link> connections() {
        return List.copyOf(links);
    }

    /** Stops listening and breaks all connections off. May be called more than once. */
    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy " + name + " cannot be closed", e);
        } finally {
            reset();
        }
    }

    private void forEach(Consumer<Link> fault) {
        connections().forEach(fault);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name(name + "-connect").start(() -> connect(client));
            } catch (IOException e) {
                // Closed, or a client that went away while it was accepted.
            }
        }
    }

    private void connect(Socket client) {
        if (refusing) {
            Link.breakOff(client);
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(target.get(), CONNECT_MILLIS);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            open(client, server);
        } catch (IOException e) {
            Link.breakOff(client);
            Link.breakOff(server);
        }
    }

    private void open(Socket client, Socket server) {
        String linkName = name + "-" + numbers.incrementAndGet();
        Link link = new Link(linkName, client, server, faults, links::remove);
        links.add(link);
        link.start();
        if (closed) {
            link.reset();
        }
    }
}
