package datastream.collector.adapter.http;

import datastream.collector.domain.Correction;
import datastream.collector.domain.Correction.Operator;
import datastream.reading.InvalidField;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an edit: exactly one of three ways to a new value.
 *
 * @param sensorValue the new value itself
 * @param add what is added to the old one
 * @param multiply what the old one is multiplied by
 * @param reason why, or null
 */
record EditBody(
        @Nullable Double sensorValue,
        @Nullable Double add,
        @Nullable Double multiply,
        @Nullable String reason) {

    /**
     * @throws InvalidField unless there is exactly one
     */
    Correction correction() {
        Map<Operator, Double> given = new EnumMap<>(Operator.class);
        put(given, Operator.SET, sensorValue);
        put(given, Operator.ADD, add);
        put(given, Operator.MULTIPLY, multiply);
        if (given.isEmpty()) {
            throw new InvalidField(
                    "sensor_value", "is missing; add or multiply can take its place");
        }
        if (given.size() > 1) {
            Operator second = given.keySet().stream().skip(1).findFirst().orElseThrow();
            throw new InvalidField(
                    second.wireName(),
                    "must come alone: exactly one of sensor_value, add and multiply");
        }
        Map.Entry<Operator, Double> one = given.entrySet().iterator().next();
        return new Correction(one.getKey(), one.getValue());
    }

    private static void put(
            Map<Operator, Double> given, Operator operator, @Nullable Double operand) {
        if (operand != null) {
            given.put(operator, operand);
        }
    }
}
