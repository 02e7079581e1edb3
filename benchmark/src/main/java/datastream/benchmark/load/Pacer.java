package datastream.benchmark.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives senders their turns at even distances, one after the other, whatever became of the turns
 * before: a slow answer delays nobody else, and is seen in full.
 */
final class Pacer implements AutoCloseable {

    /** What happens in a turn. */
    interface Turn {

        /**
         * @param sender from 0
         * @param dueNanos when the turn was due, in the time of {@link System#nanoTime}
         */
        void send(int sender, long dueNanos);
    }

    private final int senders;
    private final double turnsPerSecond;
    private final Turn turn;
    private final Progress progress;
    private final Thread thread = Thread.ofPlatform().name("pacer").unstarted(this::run);
    private volatile boolean closed;

    /**
     * @param progress hears of a turn that fails; there are no more turns then
     */
    Pacer(int senders, double turnsPerSecond, Turn turn, Progress progress) {
        this.senders = senders;
        this.turnsPerSecond = turnsPerSecond;
        this.turn = turn;
        this.progress = progress;
    }

    void start() {
        thread.start();
    }

    /** There is no turn after this has returned. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
    }

    private void run() {
        try {
            giveTurns();
        } catch (RuntimeException | Error e) {
            progress.failed(e);
        }
    }

    private void giveTurns() {
        long start = System.nanoTime();
        double distance = TimeUnit.SECONDS.toNanos(1) / turnsPerSecond;
        for (long number = 0; !closed; number++) {
            long due = start + (long) (number * distance);
            long wait = due - System.nanoTime();
            while (wait > 0 && !closed) {
                LockSupport.parkNanos(wait);
                wait = due - System.nanoTime();
            }
            if (!closed) {
                turn.send((int) (number % senders), due);
            }
        }
    }
}
