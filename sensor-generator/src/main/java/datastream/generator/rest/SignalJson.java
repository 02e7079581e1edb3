package datastream.generator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import datastream.generator.signal.ConstantSignal;
import datastream.generator.signal.RandomWalkSignal;
import datastream.generator.signal.SignalSpec;
import datastream.generator.signal.SineSignal;
import datastream.generator.signal.UniformSignal;
import datastream.http.Json;
import datastream.reading.InvalidField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signal as JSON: {@code kind} says which of the other fields belong to it; {@code seed} and
 * {@code decimals} always may be given.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SignalJson(
        @Nullable String kind,
        @Nullable Double value,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double mean,
        @Nullable Double amplitude,
        @Nullable Double periodSeconds,
        @Nullable Double start,
        @Nullable Double step,
        @Nullable Long seed,
        @Nullable Integer decimals) {

    /**
     * @throws InvalidField naming a field that is missing, out of range or not of this kind
     */
    SignalSpec toSpec() {
        String given = Json.required("signal.kind", kind);
        return switch (given) {
            case "constant" -> {
                Parameters p = parameters("value");
                yield new ConstantSignal(p.get("value"), seed, decimals);
            }
            case "uniform" -> {
                Parameters p = parameters("min", "max");
                yield new UniformSignal(p.get("min"), p.get("max"), seed, decimals);
            }
            case "sine" -> {
                Parameters p = parameters("mean", "amplitude", "period_seconds");
                yield new SineSignal(
                        p.get("mean"), p.get("amplitude"), p.get("period_seconds"), seed, decimals);
            }
            case "random_walk" -> {
                Parameters p = parameters("start", "step", "min", "max");
                yield new RandomWalkSignal(
                        p.get("start"), p.get("step"), p.get("min"), p.get("max"), seed, decimals);
            }
            default ->
                    throw InvalidField.of(
                            "signal.kind",
                            "must be one of constant, uniform, sine, random_walk",
                            given);
        };
    }

    static SignalJson of(SignalSpec spec) {
        Long seed = spec.seed();
        Integer decimals = spec.decimals();
        return switch (spec) {
            case ConstantSignal s ->
                    new SignalJson(
                            "constant",
                            s.value(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            seed,
                            decimals);
            case UniformSignal s ->
                    new SignalJson(
                            "uniform", null, s.min(), s.max(), null, null, null, null, null, seed,
                            decimals);
            case SineSignal s ->
                    new SignalJson(
                            "sine",
                            null,
                            null,
                            null,
                            s.mean(),
                            s.amplitude(),
                            s.periodSeconds(),
                            null,
                            null,
                            seed,
                            decimals);
            case RandomWalkSignal s ->
                    new SignalJson(
                            "random_walk",
                            null,
                            s.min(),
                            s.max(),
                            null,
                            null,
                            null,
                            s.start(),
                            s.step(),
                            seed,
                            decimals);
        };
    }

    private Parameters parameters(String... ofThisKind) {
        Map<String, Double> given = new LinkedHashMap<>();
        put(given, "value", value);
        put(given, "min", min);
        put(given, "max", max);
        put(given, "mean", mean);
        put(given, "amplitude", amplitude);
        put(given, "period_seconds", periodSeconds);
        put(given, "start", start);
        put(given, "step", step);
        List<String> known = List.of(ofThisKind);
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new InvalidField(
                        "signal." + name, "is no field of a " + kind + " signal; it has " + known);
            }
        }
        return new Parameters(given);
    }

    private static void put(Map<String, Double> given, String name, @Nullable Double value) {
        if (value != null) {
            given.put(name, value);
        }
    }

    private record Parameters(Map<String, Double> given) {

        double get(String name) {
            return Json.required("signal." + name, given.get(name));
        }
    }
}
