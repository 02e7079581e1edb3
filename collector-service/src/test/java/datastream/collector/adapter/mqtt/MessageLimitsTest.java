package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.usecase.ingest.IngestLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageLimitsTest {

    @ParameterizedTest
    @CsvSource({"64, 512", "12, 96", "1, 8", "1000000, 1000"})
    void dividesTheBytesAmongTheLargestMessages(long mebibytes, int receiveMaximum) {
        assertThat(within(mebibytes * 1024 * 1024)).isEqualTo(receiveMaximum);
    }

    @ParameterizedTest
    @ValueSource(longs = {300_000, 12_345_678, 64L * 1024 * 1024 - 1})
    void theWorstCaseFits(long bytes) {
        assertThat((long) within(bytes) * MessageLimits.MOST_PACKET_BYTES)
                .isLessThanOrEqualTo(bytes);
    }

    @Test
    void atLeastOneMessageCanCome() {
        assertThat(within(1)).isEqualTo(1);
    }

    private static int within(long bytes) {
        return MessageLimits.within(new IngestLimits(1, bytes)).receiveMaximum();
    }
}
