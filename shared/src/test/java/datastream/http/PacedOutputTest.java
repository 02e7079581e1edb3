package datastream.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacedOutputTest {

    private static final byte[] BYTES = new byte[16 * 1024];

    private long now;
    private Duration perWrite = Duration.ZERO;

    private final PacedOutput paced =
            new PacedOutput(
                    new OutputStream() {
                        @Override
                        public void write(int single) {
                            throw new AssertionError("byte by byte");
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            now += perWrite.toNanos();
                        }
                    },
                    () -> now);

    @Test
    void aReaderMayTakeItsTimeForHalfAMinute() {
        perWrite = Duration.ofSeconds(30);
        assertThatCode(() -> paced.write(BYTES)).doesNotThrowAnyException();
        perWrite = Duration.ofSeconds(3);
        assertThatIOException().isThrownBy(() -> paced.write(BYTES));
    }

    @Test
    void aReaderWhoKeepsThePaceIsServedForEver() {
        perWrite = Duration.ofMillis(999);
        assertThatCode(() -> write(10_000)).doesNotThrowAnyException();
    }

    @Test
    void aReaderWhoDoesNotIsGivenUp() {
        perWrite = Duration.ofMillis(1_100);
        assertThatIOException()
                .isThrownBy(() -> write(10_000))
                .withMessageContaining("The reader took");
    }

    @Test
    void aReaderWhoWasQuickHasNoCreditForLater() throws Exception {
        perWrite = Duration.ZERO;
        write(10_000);
        perWrite = Duration.ofSeconds(20);
        assertThatIOException().isThrownBy(() -> write(3));
    }

    @Test
    void theTimeBetweenWritesDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            now += Duration.ofMinutes(5).toNanos();
            assertThatCode(() -> paced.write(BYTES)).doesNotThrowAnyException();
        }
    }

    private void write(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            paced.write(BYTES);
        }
    }
}
