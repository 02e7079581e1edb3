package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.BatchRefused;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailuresTest {

    @ParameterizedTest
    @CsvSource({
        "22003, 1264",
        "22007, 1292",
        "22001, 1406",
        "23000, 1048",
        "23000, 1452",
        "45000, 1644",
        "HY000, 3819",
        "HY000, 1366",
        "HY000, 1526",
        "HY000, 1748",
        "23000, 4025"
    })
    void whatIsWrongWithTheDataRefusesTheBatch(String state, int code) {
        assertThat(SqlFailures.ofBatch(3, new SQLException("words", state, code)))
                .isInstanceOf(BatchRefused.class)
                .hasMessage("words");
    }

    @ParameterizedTest
    @CsvSource({
        "08S01, 0", "08004, 1040", "40001, 1213", "HY000, 1205", "HY000, 1290", "HY000, 1836",
        "HY000, 3100", "HY000, 1021", "HY000, 1114", "28000, 1045", "42S02, 1146", "42000, 1142",
        "23000, 1062", "HY000, 9999", ", 0"
    })
    void allElseLeavesTheBatchToBeTriedAgain(String state, int code) {
        assertThat(SqlFailures.ofBatch(3, new SQLException("words", state, code)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("A batch of 3 readings was not stored: words");
    }

    @Test
    void looksIntoJdbcsHiddenChains() {
        SQLException outer = new BatchUpdateException("outer", "HY000", 0, new int[0]);
        outer.setNextException(new SQLException("CHECK violated", "HY000", 3819));
        assertThat(SqlFailures.refusesData(new IllegalStateException(outer))).isTrue();
    }

    /** A batch that was refused while the connection broke may have been refused for that. */
    @Test
    void doubtIsInFavourOfTheReading() {
        SQLException outer = new SQLException("CHECK violated", "HY000", 3819);
        outer.setNextException(new SQLException("connection lost", "08S01", 0));
        assertThat(SqlFailures.refusesData(outer)).isFalse();
    }

    @Test
    void walksARingOnce() {
        SQLException one = new SQLException("one", "HY000", 1);
        SQLException two = new SQLException("two", "HY000", 2, one);
        one.setNextException(two);
        assertThat(SqlFailures.refusesData(two)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1062, true", "1586, true", "1048, false", "1452, false", "4025, false"})
    void tellsADuplicateKeyFromOtherViolations(int code, boolean duplicate) {
        assertThat(SqlFailures.isDuplicateKey(new SQLException("words", "23000", code)))
                .isEqualTo(duplicate);
    }

    @ParameterizedTest
    @CsvSource({"1148, true", "3948, true", "4166, true", "2068, true", "1062, false"})
    void knowsWhenLoadDataIsForbidden(int code, boolean forbidden) {
        assertThat(SqlFailures.forbidsLoading(new SQLException("words", "42000", code)))
                .isEqualTo(forbidden);
    }

    @ParameterizedTest
    @CsvSource({"1317, true", "3024, true", "1969, true", "1205, false", "1040, false"})
    void knowsWhenATimeLimitHasStoppedAStatement(int code, boolean stopped) {
        SQLException e = new SQLException("words", "HY000", code);
        assertThat(SqlFailures.isTimeLimit(new StoreUnavailable("away", e))).isEqualTo(stopped);
    }

    @Test
    void aPoolThatHasNoneLeftIsUnavailable() {
        assertThat(SqlFailures.isUnavailable(new SQLTransientConnectionException("none left")))
                .isTrue();
        assertThat(SqlFailures.isUnavailable(new SQLException("syntax", "42000", 1064))).isFalse();
    }
}
