package datastream.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Finds a port for servers that cannot be told to take any, and say little when theirs is taken.
 */
final class FreePort {

    private FreePort() {}

    /**
     * The wanted port, or any when 0 is wanted; it was free a moment ago.
     *
     * @throws StartFailed when it is in use
     */
    static int find(int wanted, String host) {
        try (var socket = new ServerSocket(wanted, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailed(
                    "Port %d of %s cannot be used: %s".formatted(wanted, host, e.getMessage()), e);
        }
    }
}
