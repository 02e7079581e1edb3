package datastream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.Timestamps;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowBytesTest {

    private final RowBytes row = new RowBytes(64, 'T');
    private final Random random = new Random(41);

    /** Of few and many decimal places, on both sides of 0.001 and of 10,000,000. */
    @Test
    void writesDoublesAsJavaDoes() {
        for (int i = 0; i < 300_000; i++) {
            double digits = random.nextLong(1L << random.nextInt(1, 63));
            double value = digits / Math.pow(10, random.nextInt(9));
            assertIsWritten(random.nextBoolean() ? value : -value);
            assertIsWritten(Math.nextUp(value));
            assertIsWritten(Double.longBitsToDouble(random.nextLong()));
        }
        for (double value :
                new double[] {0, -0.0, 1, 0.001, 9e-4, 1e7, 9_999_999.9999, 200, 1e-4, 2e-3}) {
            assertIsWritten(value);
        }
    }

    private void assertIsWritten(double value) {
        if (Double.isFinite(value)) {
            row.clear();
            row.putDouble(value);
            assertThat(text()).isEqualTo(Double.toString(value));
        }
    }

    @Test
    void writesTimesAsTimestampsDoes() {
        for (int i = 0; i < 10_000; i++) {
            long micros = random.nextLong(Timestamps.LATEST_MICROS + 1);
            row.clear();
            row.putTime(micros);
            row.put('Z');
            assertThat(text()).isEqualTo(Timestamps.format(micros));
        }
    }

    @Test
    void writesBase64AsTheJdkDoes() {
        for (int i = 0; i < 10_000; i++) {
            int high = random.nextInt();
            long low = random.nextLong();
            row.clear();
            row.putBase64(high, low);
            byte[] bytes = ByteBuffer.allocate(12).putInt(high).putLong(low).array();
            assertThat(text()).isEqualTo(Base64.getUrlEncoder().encodeToString(bytes));
        }
    }

    private String text() {
        return new String(row.array(), 0, row.length(), StandardCharsets.US_ASCII);
    }
}
