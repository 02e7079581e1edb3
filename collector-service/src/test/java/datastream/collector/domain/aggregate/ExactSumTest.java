package datastream.collector.domain.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {

    private static double randomValue(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(2_000) / 100.0 - 5;
            case 1 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(2_000) - 1_000);
            case 2 -> Double.MIN_VALUE * (random.nextInt(5) - 2);
            case 3 -> Double.MAX_VALUE * (random.nextInt(3) - 1);
            default -> (1 + Math.ulp(1.0) * random.nextInt(3)) * (random.nextInt(3) - 1);
        };
    }

    @Test
    void aSumIsThatOfRealNumbersRoundedOnce() {
        Random random = new Random(71);
        for (int i = 0; i < 20_000; i++) {
            ExactSum sum = new ExactSum();
            BigDecimal exact = BigDecimal.ZERO;
            int count = 1 + random.nextInt(20);
            for (int k = 0; k < count; k++) {
                double value = randomValue(random);
                sum.add(value);
                exact = exact.add(new BigDecimal(value));
            }
            assertThat(sum.total()).isEqualTo(exact.doubleValue() + 0.0);
            double mean =
                    exact.divide(BigDecimal.valueOf(count), new MathContext(60)).doubleValue();
            assertThat(Math.abs(sum.mean(count) - mean)).isLessThanOrEqualTo(Math.ulp(mean));
        }
    }

    @Test
    void neitherTheOrderNorWhatWasAddedUpBeforeMakesADifference() {
        Random random = new Random(72);
        for (int i = 0; i < 2_000; i++) {
            double[] values = random.doubles(30).map(_ -> randomValue(random)).toArray();
            ExactSum one = new ExactSum();
            ExactSum first = new ExactSum();
            ExactSum second = new ExactSum();
            for (int k = 0; k < values.length; k++) {
                one.add(values[k]);
                (random.nextBoolean() ? first : second).add(values[values.length - 1 - k]);
            }
            ExactSum joined = packedAndUnpacked(first);
            joined.addAll(packedAndUnpacked(second));
            assertThat(joined.total()).isEqualTo(one.total());
            assertThat(joined.mean(30)).isEqualTo(one.mean(30));
            assertThat(packed(joined)).isEqualTo(packed(one));
        }
    }

    private static byte[] packed(ExactSum sum) {
        ByteBuffer bytes = ByteBuffer.allocate(Accumulator.MOST_BYTES);
        sum.pack(bytes);
        return bytes.array();
    }

    private static ExactSum packedAndUnpacked(ExactSum sum) {
        ExactSum unpacked = new ExactSum();
        unpacked.unpack(ByteBuffer.wrap(packed(sum)));
        return unpacked;
    }
}
