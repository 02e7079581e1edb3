package datastream.chaos.scenario;

import datastream.chaos.process.SenderProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Waits until senders get acknowledgements (again). */
final class Progress {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration STANDSTILL = Duration.ofSeconds(2);

    private final Load load;

    Progress(Load load) {
        this.load = load;
    }

    /**
     * Waits until every sender has got an acknowledgement that cannot be from before this call.
     *
     * @param recovered told when a sender has got one
     * @return those that got none in time
     */
    List<SenderProcess> awaitAll(Duration patience, Consumer<SenderProcess> recovered)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Mark> waiting = new ArrayList<>(load.living().stream().map(Mark::new).toList());
        while (!waiting.isEmpty() && System.nanoTime() < deadline && anyAlive(waiting)) {
            Thread.sleep(POLL);
            List<Mark> passed = waiting.stream().filter(Mark::passed).toList();
            passed.forEach(mark -> recovered.accept(mark.sender));
            waiting.removeAll(passed);
        }
        return waiting.stream().map(mark -> mark.sender).toList();
    }

    private static boolean anyAlive(List<Mark> waiting) {
        return waiting.stream().anyMatch(mark -> mark.sender.isAlive());
    }

    /** Whether, within that time, no sender gets an acknowledgement for two seconds. */
    boolean awaitStandstill(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long before = -1;
        long now = sum();
        while (now != before && System.nanoTime() < deadline) {
            Thread.sleep(STANDSTILL);
            before = now;
            now = sum();
        }
        return now == before;
    }

    private long sum() {
        return load.living().stream().mapToLong(SenderProcess::acknowledged).sum();
    }

    /** A sender's count in the first status that it sent after the mark was made. */
    private static final class Mark {
        private final SenderProcess sender;
        private final long statusBefore;
        private long base = -1;

        Mark(SenderProcess sender) {
            this.sender = sender;
            statusBefore = sender.statusNumber();
        }

        boolean passed() {
            if (base < 0 && sender.statusNumber() > statusBefore) {
                base = sender.acknowledged();
            }
            return base >= 0 && sender.acknowledged() > base;
        }
    }
}
