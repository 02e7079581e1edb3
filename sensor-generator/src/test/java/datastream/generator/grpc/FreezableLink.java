package datastream.generator.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A TCP proxy whose connections fall silent when the test says so, as when a cable is pulled:
 * nobody is told. Later ones work.
 */
final class FreezableLink implements AutoCloseable {

    private final ServerSocket listener;
    private final int targetPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What has not come before is lost for all connections with an older number. */
    private volatile int frozenBelow;

    private volatile int connections;

    FreezableLink(int targetPort) throws IOException {
        this.targetPort = targetPort;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections;
    }

    void freeze() {
        frozenBelow = connections;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        closed.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                sockets.addAll(List.of(client, server));
                int number = connections;
                Thread.ofVirtual().start(() -> copy(number, client, server));
                Thread.ofVirtual().start(() -> copy(number, server, client));
                connections = number + 1;
            } catch (IOException e) {
                // The end of the test.
            }
        }
    }

    private void copy(int number, Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (number < frozenBelow) {
                    closed.await();
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
