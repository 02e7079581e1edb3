package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.usecase.retention.ReadingPartition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionSqlTest {

    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'2026-12-01'",
                "'2026-12-01 00:00:00'",
                "'2026-12-01 00:00:00.000000'",
                "2026-12-01 00:00:00"
            })
    void theEndIsReadAsServersAndOperatorsWriteIt(String description) {
        assertThat(PartitionSql.end(description)).isEqualTo(END);
    }

    @Test
    void theLastHasNoEnd() {
        assertThat(PartitionSql.end("MAXVALUE")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "738000", "'2026-12-01','x'"})
    void anotherEndIsNotGuessed(String description) {
        assertThatThrownBy(() -> PartitionSql.end(description))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void partsAreNamedByTheirEndAndTheLastPartKeepsTheNameOfAll() {
        ReadingPartition whole = new ReadingPartition("la`ter", null);
        assertThat(PartitionSql.split(whole, List.of(END)))
                .isEqualTo(
                        "ALTER TABLE reading REORGANIZE PARTITION `la``ter` INTO (PARTITION `before_20261201` VALUES LESS THAN ('2026-12-01 00:00:00.000000'), PARTITION `la``ter` VALUES LESS THAN (MAXVALUE))");
    }
}
