package datastream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.Reading;
import datastream.reading.Rejection;
import datastream.reading.Submission;
import datastream.reading.Timestamps;
import datastream.v1.ReadingBatch;
import datastream.v1.Sensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampDeltasTest {

    private static final long MAX = Long.MAX_VALUE;
    private static final long MIN = Long.MIN_VALUE;

    @Test
    void areSummedUp() {
        assertThat(accepted(1_000, 5, 0, -1_005)).containsExactly(1_000L, 1_005L, 1_005L, 0L);
    }

    @Test
    void loseOnlyTheReadingThatIsOutOfRange() {
        assertThat(accepted(1_000, -1_001, 1_001)).containsExactly(1_000L, 1_000L);
        assertThat(accepted(Timestamps.LATEST_MICROS, 1, -1))
                .containsExactly(Timestamps.LATEST_MICROS, Timestamps.LATEST_MICROS);
    }

    @Test
    void neverWrapRoundIntoAValidTime() {
        assertThat(accepted(MAX, MAX, 1_002)).isEmpty();
        assertThat(accepted(MIN, MIN, 1_000)).isEmpty();
    }

    @Test
    void countAgainOnceTheSumIsBackInRange() {
        assertThat(accepted(MAX, MAX, 1_002, MIN, MIN)).containsExactly(1_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreeWithUnlimitedArithmetic(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            long[] deltas = randomDeltas(random);
            assertThat(accepted(deltas)).as("%s", deltas).isEqualTo(oracle(deltas));
        }
    }

    private static long[] randomDeltas(Random random) {
        long[] corners = {MAX, MIN, MAX - 1, MIN + 1, 1L << 62, -(1L << 62), 0, 1, -1, 5_000};
        return random.ints(1 + random.nextInt(8), 0, corners.length + 1)
                .mapToLong(i -> i < corners.length ? corners[i] : random.nextLong())
                .toArray();
    }

    private static List<Long> oracle(long... deltas) {
        List<Long> expected = new ArrayList<>();
        BigInteger sum = BigInteger.ZERO;
        for (long delta : deltas) {
            sum = sum.add(BigInteger.valueOf(delta));
            if (sum.signum() >= 0
                    && sum.compareTo(BigInteger.valueOf(Timestamps.LATEST_MICROS)) <= 0) {
                expected.add(sum.longValueExact());
            }
        }
        return expected;
    }

    private static List<Long> accepted(long... deltas) {
        ReadingBatch.Builder batch = ReadingBatch.newBuilder();
        batch.addSensors(Sensor.newBuilder().setSensorType("a").setId1("A"));
        for (long delta : deltas) {
            batch.addSensorIndex(0).addTimestampDeltaUs(delta).addSensorValue(1);
        }
        Submission submission = ReadingProto.decode(batch.build());

        assertThat(submission.size()).isEqualTo(deltas.length);
        assertThat(submission.rejections())
                .extracting(Rejection::field)
                .allMatch("timestamp"::equals);
        return submission.readings().stream().map(Reading::timestampMicros).toList();
    }
}
