package datastream.settings;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a service running until the process is told to stop (SIGTERM, SIGINT), then closes it. A
 * service that was stopped so ends the process with exit code 0.
 */
public final class Lifetime {

    /** Starting a service, which may fail. */
    public interface Start {
        void run() throws Exception;
    }

    private Lifetime() {}

    /**
     * Starts, waits for the signal, closes. A failed start is closed too, and thrown.
     *
     * @param service closed exactly once
     */
    public static void run(AutoCloseable service, Start start) throws Exception {
        AtomicBoolean running = new AtomicBoolean();
        Thread hook = new Thread(() -> stop(service, running), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start.run();
            running.set(true);
        } catch (Exception e) {
            closeAfterFailedStart(service, hook);
            throw e;
        }
        // Nothing counts it down: the hook ends the process.
        new CountDownLatch(1).await();
    }

    private static void closeAfterFailedStart(AutoCloseable service, Thread hook) throws Exception {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // The signal came during the start: the hook is closing.
        }
        service.close();
    }

    private static void stop(AutoCloseable service, AtomicBoolean running) {
        try {
            service.close();
        } catch (Exception e) {
            System.err.println("Did not stop cleanly: " + e);
            return;
        }
        if (running.get()) {
            System.out.flush();
            // Without this the JVM reports the signal (143) instead of the success.
            Runtime.getRuntime().halt(0);
        }
    }
}
