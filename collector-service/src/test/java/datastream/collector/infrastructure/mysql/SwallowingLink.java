package datastream.collector.infrastructure.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP link to a server on this machine that can fall silent without closing: what was under way
 * is lost, connections stay open for ever, as behind a firewall that forgot them.
 */
final class SwallowingLink implements AutoCloseable {

    private final ServerSocket door;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** Connections opened before this era are dead for ever; none is opened while it is silent. */
    private volatile int era;

    private volatile boolean silent;

    SwallowingLink(int port) throws IOException {
        this.port = port;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void fallSilent() {
        silent = true;
        era++;
    }

    /** New connections pass again; the old ones never will. */
    void recover() {
        silent = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                sockets.add(near);
                if (!silent) {
                    connect(near);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket near) throws IOException {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(far);
            pump(near, far);
            pump(far, near);
        } catch (ConnectException e) {
            near.close();
        }
    }

    private void pump(Socket from, Socket to) {
        int born = era;
        Thread.startVirtualThread(() -> {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                byte[] bytes = new byte[16_384];
                for (int count; (count = in.read(bytes)) >= 0; ) {
                    if (born == era) {
                        out.write(bytes, 0, count);
                    }
                }
                if (born != era) {
                    // Nobody hears that the other side has gone.
                    Thread.sleep(Long.MAX_VALUE);
                }
            } catch (IOException | InterruptedException e) {
                // One side has gone, and the other one hears it by the closing.
            }
        });
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
