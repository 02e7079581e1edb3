package datastream.benchmark.measure;

import datastream.benchmark.load.LoadOrder;
import datastream.benchmark.rig.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Adds a case that begins with an empty table, if it is wanted. */
    void add(String name, Supplier<LoadOrder> order) {
        addOn(name, 0, order);
    }

    /** Adds a case that begins with so many rows in the table, if it is wanted. */
    void addOn(String name, long rows, Supplier<LoadOrder> order) {
        if (bench.wants(name)) {
            cases.add(new Case(name, rows, order));
        }
    }

    /** Adds a case that others need, wanted or not. It begins with an empty table. */
    void addAlways(String name, Supplier<LoadOrder> order) {
        cases.add(new Case(name, 0, order));
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
        samples.keySet().forEach(one -> compare(one, name, suffix));
    }

    /** Keeps how one case compares with another, if both were taken. */
    void compare(String name, String other, String suffix) {
        if (samples.containsKey(name) && samples.containsKey(other)) {
            bench.figures().putRatios(name + suffix, of(name), of(other));
        }
    }

    /** The case that stores the most rows a second, by the median of its samples. */
    Optional<String> quickest() {
        return samples.keySet().stream().max(Comparator.comparingDouble(this::rate));
    }

    private double rate(String name) {
        return bench.figures().get(name + ".rows_per_second");
    }

    List<Sample> of(String name) {
        return samples.getOrDefault(name, List.of());
    }
}
