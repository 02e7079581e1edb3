package datastream.collector.usecase.ingest;

import datastream.collector.domain.StoreUnavailable;
import datastream.reading.Reading;
import datastream.reading.Sensor;
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

    /** All of a submission, for the first lane. */
    static Part whole(List<Reading> readings) {
        return whole(readings, 0);
    }

    private static Part whole(List<Reading> readings, int lane) {
        return new Part(lane, readings, i -> i, new CompletableFuture<>());
    }

    /** Splits a submission by sensor. A sensor's readings all go to the same lane, in order. */
    static List<Part> split(List<Reading> readings, int lanes) {
        int[] laneOf = lanesOf(readings, lanes);
        int[] sizes = new int[lanes];
        for (int lane : laneOf) {
            sizes[lane]++;
        }
        if (sizes[laneOf[0]] == laneOf.length) {
            return List.of(whole(readings, laneOf[0]));
        }
        List<Part> parts = new ArrayList<>(lanes);
        for (int lane = 0; lane < lanes; lane++) {
            if (sizes[lane] > 0) {
                parts.add(pick(readings, laneOf, lane, sizes[lane]));
            }
        }
        return parts;
    }

    /** Neighbours are often of one sensor, whose lane then is known. */
    private static int[] lanesOf(List<Reading> readings, int lanes) {
        int[] laneOf = new int[readings.size()];
        Sensor last = readings.getFirst().sensor();
        int lane = laneOf(last, lanes);
        for (int i = 0; i < laneOf.length; i++) {
            Sensor sensor = readings.get(i).sensor();
            if (!sensor.equals(last)) {
                last = sensor;
                lane = laneOf(sensor, lanes);
            }
            laneOf[i] = lane;
        }
        return laneOf;
    }

    private static Part pick(List<Reading> readings, int[] laneOf, int lane, int size) {
        List<Reading> picked = new ArrayList<>(size);
        int[] positions = new int[size];
        for (int i = 0; i < laneOf.length; i++) {
            if (laneOf[i] == lane) {
                positions[picked.size()] = i;
                picked.add(readings.get(i));
            }
        }
        return new Part(lane, picked, i -> positions[i], new CompletableFuture<>());
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

    private static int laneOf(Sensor sensor, int lanes) {
        return Math.floorMod(sensor.hashCode(), lanes);
    }
}
