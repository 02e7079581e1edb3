package datastream.collector.usecase.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds what is accepted and not yet settled, in readings and in bytes. Who finds no room waits
 * without a thread, first come, first served, however much each brings; what waits is bounded too,
 * by as many bytes again, and who comes then is turned away. Thread-safe.
 */
final class Room {

    /** However small they are: each takes memory of its own. */
    private static final int MOST_WAITING = 10_000;

    /**
     * Whom this thread is about to admit. Who leaves as soon as it is in, as everybody does once
     * the writers have ended, makes room for the next: that one must not be admitted within its
     * call, thousands deep.
     */
    private static final ThreadLocal<ArrayDeque<Place>> ADMITTING = new ThreadLocal<>();

    private final IngestLimits limits;

    /** Everything below is guarded by this object's lock; places are admitted outside it. */
    private final ArrayDeque<Place> waiting = new ArrayDeque<>();

    private int readings;
    private long bytes;
    private long waitingBytes;

    /** What one submission takes up. */
    static final class Place {
        private final int readings;
        private final long bytes;
        private final CompletableFuture<Void> admitted = new CompletableFuture<>();

        private Place(int readings, long bytes) {
            this.readings = readings;
            this.bytes = bytes;
        }

        /**
         * Completes when there is room, on the thread that made it: what follows must not block.
         * Exceptionally with {@link Overloaded} when too much is waiting already.
         */
        CompletableFuture<Void> admitted() {
            return admitted;
        }

        private boolean isIn() {
            return admitted.isDone() && !admitted.isCompletedExceptionally();
        }
    }

    Room(IngestLimits limits) {
        this.limits = limits;
    }

    /** Asks for room. What is larger than the whole room needs it for itself alone. */
    Place enter(int someReadings, long someBytes) {
        Place place =
                new Place(
                        Math.min(someReadings, limits.readings()),
                        Math.min(someBytes, limits.bytes()));
        if (!queue(place)) {
            place.admitted.completeExceptionally(new Overloaded());
        }
        admitAll();
        return place;
    }

    private synchronized boolean queue(Place place) {
        if (!waiting.isEmpty()
                && (waitingBytes + place.bytes > limits.bytes()
                        || waiting.size() >= MOST_WAITING)) {
            return false;
        }
        waitingBytes += place.bytes;
        return waiting.add(place);
    }

    /** Gives back the room of a place, if it was admitted. */
    void leave(Place place) {
        if (place.isIn()) {
            synchronized (this) {
                readings -= place.readings;
                bytes -= place.bytes;
            }
            admitAll();
        }
    }

    /** Stops waiting; whether it still waited, and so will never be admitted. */
    boolean withdraw(Place place) {
        boolean waited;
        synchronized (this) {
            waited = waiting.remove(place);
            waitingBytes -= waited ? place.bytes : 0;
        }
        admitAll();
        return waited;
    }

    private void admitAll() {
        List<Place> fitting = takeThoseThatFit();
        ArrayDeque<Place> before = ADMITTING.get();
        if (before != null) {
            before.addAll(fitting);
        } else if (!fitting.isEmpty()) {
            admit(new ArrayDeque<>(fitting));
        }
    }

    private void admit(ArrayDeque<Place> places) {
        ADMITTING.set(places);
        try {
            while (!places.isEmpty()) {
                places.remove().admitted.complete(null);
            }
        } finally {
            ADMITTING.remove();
        }
    }

    private synchronized List<Place> takeThoseThatFit() {
        List<Place> fitting = new ArrayList<>(1);
        while (!waiting.isEmpty() && fits(waiting.peek())) {
            Place place = waiting.remove();
            waitingBytes -= place.bytes;
            readings += place.readings;
            bytes += place.bytes;
            fitting.add(place);
        }
        return fitting;
    }

    private boolean fits(Place place) {
        return readings + place.readings <= limits.readings()
                && bytes + place.bytes <= limits.bytes();
    }

    /** Readings that are in the room. */
    synchronized int readings() {
        return readings;
    }

    /** Bytes that are in the room. */
    synchronized long bytes() {
        return bytes;
    }

    /** Submissions that wait for room. */
    synchronized int waiting() {
        return waiting.size();
    }
}
