package datastream.collector.usecase.ingest;

import datastream.collector.domain.StoreUnavailable;
import datastream.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;

/**
 * The readings of one submission that go to one lane.
 *
 * @param lane index of the lane
 * @param readings in the submission's order
 * @param position where reading i of this part stands in the submission
 * @param result completes after the commit, with positions of the submission
 */
record Part(
        int lane,
        List<Reading> readings,
        IntUnaryOperator position,
        CompletableFuture<BatchResult> result)
        implements Lane.Item {

    /** Splits a submission by sensor. A sensor's readings all go to the same lane, in order. */
    static List<Part> split(List<Reading> readings, int lanes) {
        int first = laneOf(readings.getFirst(), lanes);
        if (readings.stream().allMatch(reading -> laneOf(reading, lanes) == first)) {
            return List.of(new Part(first, readings, i -> i, new CompletableFuture<>()));
        }
        List<List<Integer>> positions = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            positions.add(new ArrayList<>());
        }
        for (int i = 0; i < readings.size(); i++) {
            positions.get(laneOf(readings.get(i), lanes)).add(i);
        }
        List<Part> parts = new ArrayList<>(lanes);
        for (int lane = 0; lane < lanes; lane++) {
            List<Integer> own = positions.get(lane);
            if (!own.isEmpty()) {
                List<Reading> picked = own.stream().map(readings::get).toList();
                parts.add(new Part(lane, picked, own::get, new CompletableFuture<>()));
            }
        }
        return parts;
    }

    @Override
    public int rows() {
        return readings.size();
    }

    /**
     * Completes this part with its share of the result of a batch in which it began at {@code
     * start}.
     */
    void settle(BatchResult batch, int start) {
        result.complete(batch.select(start, start + rows(), i -> position.applyAsInt(i - start)));
    }

    @Override
    public void fail() {
        result.completeExceptionally(
                new StoreUnavailable("The collector stopped before it could store this"));
    }

    /** The result of the whole submission, once every part has its own. */
    static CompletableFuture<BatchResult> join(List<Part> parts) {
        CompletableFuture<BatchResult> joined = parts.getFirst().result();
        for (Part part : parts.subList(1, parts.size())) {
            joined = joined.thenCombine(part.result(), BatchResult::and);
        }
        return joined;
    }

    private static int laneOf(Reading reading, int lanes) {
        return Math.floorMod(reading.sensor().hashCode(), lanes);
    }
}
