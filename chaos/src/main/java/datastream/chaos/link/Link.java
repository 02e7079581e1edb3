package datastream.chaos.link;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One connection through a {@link FaultProxy}, with faults of its own beside those of the proxy.
 * Thread-safe; every fault on a link that is over does nothing.
 */
public final class Link {

    private static final int FIN_MILLIS = 1_000;

    private final String name;
    private final Socket client;
    private final Socket server;
    private final Faults faults = new Faults();
    private final Pump toServer;
    private final Pump toClient;
    private final Consumer<Link> over;

    /** Atomic: four threads and the harness may end a link, and it ends once. */
    private final AtomicBoolean open = new AtomicBoolean(true);

    private final AtomicInteger runningPumps = new AtomicInteger(2);

    Link(String name, Socket client, Socket server, Faults ofProxy, Consumer<Link> over) {
        this.name = name;
        this.client = client;
        this.server = server;
        this.over = over;
        toServer = new Pump(client, server, faults, ofProxy, this::reset, this::pumpEnded);
        toClient = new Pump(server, client, faults, ofProxy, this::reset, this::pumpEnded);
    }

    void start() {
        toServer.start(name + "-up");
        toClient.start(name + "-down");
    }

    /** Reads no more in either direction; nothing that was read is lost. */
    public void pause() {
        faults.pause();
    }

    /** Ends {@link #pause}. */
    public void resume() {
        faults.resume();
    }

    /** Closes both ends in order (FIN); bytes on their way are lost. */
    public void cut() {
        if (end()) {
            Thread.ofVirtual().name(name + "-fin").start(() -> closeInOrder(client));
            Thread.ofVirtual().name(name + "-fin").start(() -> closeInOrder(server));
        }
    }

    /** Breaks both ends off (RST); bytes on their way are lost. */
    public void reset() {
        if (end()) {
            breakOff(client);
            breakOff(server);
        }
    }

    /** The client sees the end of its stream and may go on sending; answers are lost. */
    public void halfClose() {
        toClient.halfClose();
    }

    /**
     * Lets {@code bytes} more through in one direction, then resets: a message breaks off in its
     * middle.
     */
    public void truncate(Direction direction, int bytes) {
        switch (direction) {
            case CLIENT_TO_SERVER -> toServer.truncateAfter(bytes);
            case SERVER_TO_CLIENT -> toClient.truncateAfter(bytes);
        }
    }

    /** Whether both ends are connected still. */
    public boolean isOpen() {
        return open.get();
    }

    @Override
    public String toString() {
        return name;
    }

    private void pumpEnded() {
        if (runningPumps.decrementAndGet() == 0) {
            cut();
        }
    }

    private boolean end() {
        if (!open.compareAndSet(true, false)) {
            return false;
        }
        faults.end();
        toServer.stop();
        toClient.stop();
        over.accept(this);
        return true;
    }

    /**
     * Reads on for a while, since closing a socket with unread bytes sends a RST instead of a FIN.
     */
    private static void closeInOrder(Socket socket) {
        try (socket) {
            socket.shutdownOutput();
            socket.setSoTimeout(FIN_MILLIS);
            long deadline = System.nanoTime() + FIN_MILLIS * 1_000_000L;
            byte[] thrownAway = new byte[8192];
            while (socket.getInputStream().read(thrownAway) >= 0 && System.nanoTime() < deadline) {
                // Until the far end closes as well.
            }
        } catch (IOException e) {
            // The far end was quicker.
        }
    }

    static void breakOff(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }
}
