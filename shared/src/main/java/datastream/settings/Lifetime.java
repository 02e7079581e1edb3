package datastream.settings;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a service running until the process is told to stop (SIGTERM, SIGINT), then closes it. A
 * service that was stopped so ends the process with exit code 0; a second signal ends it at once,
 * with 130.
 */
public final class Lifetime {

    /** Starting a service, which may fail. */
    public interface Start {
        void run() throws Exception;
    }

    private static final int ENDED_AT_ONCE = 130;

    private Lifetime() {}

    /**
     * Starts, waits for the signal, closes. A failed start is closed too, and thrown.
     *
     * @param service closed exactly once
     */
    public static void run(AutoCloseable service, Start start) throws Exception {
        run(service, start, () -> {});
    }

    /**
     * The same for a service that leaves something behind when it is not closed.
     *
     * @param abandon takes that away, at a second signal; quick
     */
    public static void run(AutoCloseable service, Start start, Runnable abandon) throws Exception {
        AtomicBoolean running = new AtomicBoolean();
        Thread hook = new Thread(() -> stop(service, running, abandon), "shutdown");
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

    private static void stop(AutoCloseable service, AtomicBoolean running, Runnable abandon) {
        SecondSignal.runs(() -> endAtOnce(abandon));
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

    private static void endAtOnce(Runnable abandon) {
        System.err.println("Ended at once");
        abandon.run();
        Runtime.getRuntime().halt(ENDED_AT_ONCE);
    }
}
