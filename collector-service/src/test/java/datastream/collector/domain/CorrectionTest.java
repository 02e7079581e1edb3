package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.Correction.Operator;
import datastream.reading.InvalidField;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionTest {

    private static final double MAX = Double.MAX_VALUE;

    @Test
    void setsAddsAndMultiplies() {
        assertThat(new Correction(Operator.SET, -0.0).apply(5)).isEqualTo(-0.0);
        assertThat(new Correction(Operator.ADD, 0.1).apply(0.2)).isEqualTo(0.1 + 0.2);
        assertThat(new Correction(Operator.MULTIPLY, -1).apply(0.0)).isEqualTo(-0.0);
    }

    /** One step further and it is infinite, or there is no further. */
    @ParameterizedTest
    @EnumSource
    void theSafeValuesEndExactlyWhereItOverflows(Operator operator) {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            double operand = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(operand)) {
                assertEndsSafely(new Correction(operator, operand));
            }
        }
        assertEndsSafely(new Correction(operator, MAX));
        assertEndsSafely(new Correction(operator, -MAX));
        assertEndsSafely(new Correction(operator, 0));
    }

    private static void assertEndsSafely(Correction correction) {
        double greatest = correction.greatestSafe();
        double least = correction.leastSafe();
        assertThat(correction.apply(greatest)).as("%s", correction).isFinite();
        assertThat(correction.apply(least)).as("%s", correction).isFinite();
        assertThat(greatest == MAX || Double.isInfinite(correction.apply(Math.nextUp(greatest))))
                .as("%s", correction)
                .isTrue();
        assertThat(least == -MAX || Double.isInfinite(correction.apply(Math.nextDown(least))))
                .as("%s", correction)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void anOperandThatIsNotFiniteIsRefused(double operand) {
        assertThatThrownBy(() -> new Correction(Operator.ADD, operand))
                .isInstanceOfSatisfying(
                        InvalidField.class, e -> assertThat(e.field()).isEqualTo("add"));
    }

    @ParameterizedTest
    @EnumSource
    void anOperatorComesBackFromItsName(Operator operator) {
        assertThat(Operator.fromWireName(operator.wireName())).isEqualTo(operator);
    }
}
