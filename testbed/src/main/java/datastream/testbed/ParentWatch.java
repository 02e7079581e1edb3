package datastream.testbed;

import java.io.IOException;

/** Ends a child process with the harness, however that ends. */
public final class ParentWatch {

    private static final int ORPHANED = 97;

    private ParentWatch() {}

    /**
     * Halts this process when its standard input ends, which the harness holds open. What is said
     * there is read and dropped.
     */
    public static void start() {
        Thread.ofPlatform().daemon().name("parent-watch").start(ParentWatch::haltAtEnd);
    }

    private static void haltAtEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said here.
            }
        } catch (IOException parentIsGone) {
            Runtime.getRuntime().halt(ORPHANED);
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
