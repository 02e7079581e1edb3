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
    private final Thread thread = Thread.ofPlatform().name("pacer").unstarted(this::run);
    private volatile boolean closed;

    Pacer(int senders, double turnsPerSecond, Turn turn) {
        this.senders = senders;
        this.turnsPerSecond = turnsPerSecond;
        this.turn = turn;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        long start = System.nanoTime();
        double distance = TimeUnit.SECONDS.toNanos(1) / turnsPerSecond;
        for (long number = 0; !closed; number++) {
            long due = start + (long) (number * distance);
            long wait = due - System.nanoTime();
            while (wait > 0 && !closed) {
                LockSupport.parkNanos(wait);
                wait = due - System.nanoTime();
            }
            turn.send((int) (number % senders), due);
        }
    }
}
