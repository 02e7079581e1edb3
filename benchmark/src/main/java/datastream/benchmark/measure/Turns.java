package datastream.benchmark.measure;

import datastream.benchmark.load.LoadOrder;
import datastream.benchmark.rig.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Cases that are sampled in turns, so that whatever slows the machine down for a while hits all of
 * them. Not thread-safe.
 */
final class Turns {

    private final Bench bench;
    private final List<Case> cases = new ArrayList<>();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    private record Case(String name, long rowsBefore, Supplier<LoadOrder> order) {}

    Turns(Bench bench) {
        this.bench = bench;
    }

    /** Adds a case that begins with an empty table. */
    void add(String name, Supplier<LoadOrder> order) {
        addOn(name, 0, order);
    }

    /** Adds a case that begins with so many rows in the table. */
    void addOn(String name, long rows, Supplier<LoadOrder> order) {
        cases.add(new Case(name, rows, order));
    }

    /** Takes all samples, and keeps the rates of each case. */
    void take() throws InterruptedException {
        for (int i = 0; i < bench.effort().coldTurns(); i++) {
            for (Case one : cases) {
                var _ = sample(one);
            }
        }
        for (int i = 0; i < bench.effort().repeats(); i++) {
            for (Case one : cases) {
                samples.computeIfAbsent(one.name, _ -> new ArrayList<>()).add(sample(one));
            }
        }
        samples.forEach(bench.figures()::putRates);
    }

    private Sample sample(Case one) throws InterruptedException {
        return bench.sample(one.name, one.rowsBefore, one.order.get());
    }

    /** Keeps how each case compares with that one, turn by turn. */
    void compareWith(String name, String suffix) {
        List<Sample> others = of(name);
        samples.forEach((one, all) -> bench.figures().putRatios(one + suffix, all, others));
    }

    /** The case that stores the most rows a second, by the median of its samples. */
    String quickest() {
        String best = "";
        for (String name : samples.keySet()) {
            if (best.isEmpty() || rate(name) > rate(best)) {
                best = name;
            }
        }
        return best;
    }

    private double rate(String name) {
        return bench.figures().get(name + ".rows_per_second");
    }

    List<Sample> of(String name) {
        return samples.getOrDefault(name, List.of());
    }
}
