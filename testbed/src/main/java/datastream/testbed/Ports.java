package datastream.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fixed ports for servers that are killed and started again. They lie below the range that the
 * system gives to outgoing connections: there, somebody else would take the port of a server while
 * it is down, or a client would be connected to itself.
 */
final class Ports {

    private static final int FIRST = 21_000;
    private static final int LAST = 31_000;
    private static final int TRIES = 200;

    private Ports() {}

    /**
     * A port of 127.0.0.1 that is free now.
     *
     * @throws HarnessFailure when none is found
     */
    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new HarnessFailure("No free port between %d and %d".formatted(FIRST, LAST));
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
