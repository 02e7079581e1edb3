package datastream.benchmark.measure;

import datastream.benchmark.rig.Latencies;
import datastream.benchmark.rig.RestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Requests of several kinds. Each kind is asked one after the other for a while, and the kinds in
 * turns, so that whatever slows the machine down hits all of them. Not thread-safe.
 */
final class RequestTurns {

    private static final long SLOWEST_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;

    private final Bench bench;
    private final Map<String, Request> cases = new LinkedHashMap<>();
    private final Map<String, List<Latencies>> samples = new LinkedHashMap<>();

    RequestTurns(Bench bench) {
        this.bench = bench;
    }

    /** Adds a kind, if it is wanted. */
    void add(String name, Request request) {
        if (bench.wants(name)) {
            cases.put(name, request);
        }
    }

    /** Takes all samples, and keeps how long each kind took. */
    void take(RestClient rest) throws InterruptedException {
        for (int i = 0; i < bench.effort().coldTurns(); i++) {
            for (Request request : cases.values()) {
                var _ = sample(request, rest);
            }
        }
        for (int i = 0; i < bench.effort().repeats(); i++) {
            for (Map.Entry<String, Request> one : cases.entrySet()) {
                Latencies latencies = sample(one.getValue(), rest);
                samples.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(latencies);
                bench.tell(one.getKey(), latencies);
            }
        }
        samples.forEach(bench.figures()::putAnswerTimes);
    }

    private Latencies sample(Request request, RestClient rest) throws InterruptedException {
        Histogram micros = new Histogram(SLOWEST_MICROS, 3);
        Duration length = bench.effort().measured();
        long end = System.nanoTime() + length.toNanos();
        do {
            micros.recordValue(timed(request, rest).toNanos() / 1_000);
        } while (System.nanoTime() < end);
        return new Latencies(
                micros.getTotalCount(),
                micros.getValueAtPercentile(P50) / 1e3,
                micros.getValueAtPercentile(P99) / 1e3,
                micros.getValueAtPercentile(P999) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    /** How long one answer takes. */
    static Duration timed(Request request, RestClient rest) throws InterruptedException {
        long begin = System.nanoTime();
        request.ask(rest);
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
