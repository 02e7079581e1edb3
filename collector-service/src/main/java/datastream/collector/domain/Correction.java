package datastream.collector.domain;

import datastream.reading.InvalidField;
import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * How an edit makes a new value out of a stored one, by the arithmetic of IEEE 754 doubles.
 *
 * @param operator what is done
 * @param operand with what, finite
 */
public record Correction(Operator operator, double operand) {

    /** What an edit does with a value. */
    public enum Operator {
        /** The operand takes its place. */
        SET("sensor_value"),
        /** The operand is added. */
        ADD("add"),
        /** It is multiplied by the operand. */
        MULTIPLY("multiply");

        private final String wireName;

        Operator(String wireName) {
            this.wireName = wireName;
        }

        /** The operator's name in the database and in the API. */
        public String wireName() {
            return wireName;
        }

        /**
         * @throws IllegalArgumentException when there is no such operator
         */
        public static Operator fromWireName(String name) {
            return Arrays.stream(values())
                    .filter(operator -> operator.wireName.equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("There is no operator " + name));
        }
    }

    /**
     * @throws InvalidField naming the operator when the operand is not finite
     */
    public Correction {
        if (!Double.isFinite(operand)) {
            throw new InvalidField(operator.wireName(), "must be a finite number");
        }
    }

    /** The new value; infinite outside {@link #leastSafe} to {@link #greatestSafe}. */
    public double apply(double value) {
        return switch (operator) {
            case SET -> operand;
            case ADD -> value + operand;
            case MULTIPLY -> value * operand;
        };
    }

    /** The least value that is still finite when this was applied. */
    public double leastSafe() {
        return -greatest(value -> Double.isFinite(apply(-value)));
    }

    /** The greatest value that is still finite when this was applied. */
    public double greatestSafe() {
        return greatest(value -> Double.isFinite(apply(value)));
    }

    /** By halves; doubles that are not negative are ordered as their bits are. */
    private static double greatest(DoublePredicate safe) {
        long least = 0;
        long most = Double.doubleToRawLongBits(Double.MAX_VALUE);
        while (least < most) {
            long middle = least + (most - least + 1) / 2;
            if (safe.test(Double.longBitsToDouble(middle))) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return Double.longBitsToDouble(least);
    }
}
