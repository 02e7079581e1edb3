package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.ingest.BatchRefused;
import datastream.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the writer says when a real server refuses a row, and what is stored then: nothing. */
class RefusedBatchIT {

    @Nested
    class OnMariaDb extends OnServer {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends OnServer {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }

    abstract static class OnServer {

        private static final double BAD = -40.5;
        private static final ReadingFilter ALL = ReadingFilter.ALL;

        @AutoClose private Database database;
        private MySqlReadingWriter writer;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            writer = new MySqlReadingWriter(database, 0);
        }

        @AfterEach
        void dropWhatTheTestsMade() {
            if (database == null) {
                return;
            }
            database.write(handle -> {
                handle.execute("DROP TRIGGER IF EXISTS warm_only");
                int checks =
                        handle.createQuery(
                                        "SELECT COUNT(*) FROM information_schema.table_constraints WHERE constraint_name = 'above_minus_40' AND table_schema = DATABASE()")
                                .mapTo(Integer.class)
                                .one();
                return checks == 0
                        ? 0
                        : handle.execute("ALTER TABLE reading DROP CONSTRAINT above_minus_40");
            });
        }

        @Test
        void aCheckConstraintRefusesTheBatch() {
            addCheck();
            assertRefusedEveryWay("above_minus_40");
        }

        @Test
        void aTriggersSignalRefusesTheBatch() {
            addTrigger();
            assertRefusedEveryWay("too cold for this table");
        }

        @Test
        void theOthersOfARefusedBatchCanBeStoredAfterwards() {
            addCheck();
            assertRefused("above_minus_40");
            List<Reading> good = batch();
            good.removeIf(reading -> reading.value() == BAD);
            writer.append(good);
            assertThat(stored()).isEqualTo(good.size());
        }

        @Test
        void aMissingTableIsTheStoresFaultNotTheReadings() {
            rename("reading", "reading_away");
            try {
                assertThatThrownBy(() -> writer.append(batch()))
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageContaining("reading");
            } finally {
                rename("reading_away", "reading");
            }
            writer.append(batch());
        }

        @Test
        void aReadingThatNoPartitionTakesRefusesTheBatch() {
            execute(
                    "ALTER TABLE reading PARTITION BY RANGE COLUMNS (ts) (PARTITION early VALUES LESS THAN ('2000-01-01'))");
            try {
                assertRefusedEveryWay("partition");
            } finally {
                execute(
                        "ALTER TABLE reading ADD PARTITION (PARTITION later VALUES LESS THAN (MAXVALUE))");
            }
        }

        /** LOAD DATA clips what does not fit and says no more than a warning. */
        @Test
        void whatLoadDataWouldClipIsNeverStored() {
            alterValue("DECIMAL(3, 1)");
            try {
                assertThatThrownBy(() -> writer.append(List.of(reading(0, 1e6))))
                        .isInstanceOf(BatchRefused.class)
                        .hasMessageContaining("sensor_value");
                assertThat(stored()).isZero();
            } finally {
                alterValue("DOUBLE");
            }
        }

        private void assertRefusedEveryWay(String reason) {
            assertRefused(reason);
            int most = DatabaseConfig.MOST_INSERT_ROWS;
            writer = new MySqlReadingWriter(database, most);
            assertRefused(reason, batch(most));
            writer = new MySqlReadingWriter(database, 0);
            database.loading().forbid("a test wants it so");
            assertRefused(reason);
        }

        private void assertRefused(String reason) {
            assertRefused(reason, batch());
        }

        private void assertRefused(String reason, List<Reading> batch) {
            assertThatThrownBy(() -> writer.append(batch))
                    .isInstanceOf(BatchRefused.class)
                    .hasMessageContaining(reason);
            assertThat(stored()).isZero();
        }

        /** Large enough for several INSERTs. */
        private static List<Reading> batch() {
            return batch(6_001);
        }

        /** The bad one comes last. */
        private static List<Reading> batch(int size) {
            List<Reading> batch = new ArrayList<>(Readings.series(Readings.ROOM_1, size - 1));
            batch.add(reading(size - 1, BAD));
            return batch;
        }

        private static Reading reading(long offsetMicros, double value) {
            return Readings.of(Readings.ROOM_1, offsetMicros, value);
        }

        private long stored() {
            return new MySqlReadingStore(database).count(ALL);
        }

        private void addCheck() {
            execute("ALTER TABLE reading ADD CONSTRAINT above_minus_40 CHECK (sensor_value > -40)");
        }

        private void addTrigger() {
            execute(
                    "CREATE TRIGGER warm_only BEFORE INSERT ON reading FOR EACH ROW IF NEW.sensor_value < -40 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'too cold for this table'; END IF");
        }

        private void alterValue(String type) {
            execute("ALTER TABLE reading MODIFY sensor_value " + type + " NOT NULL");
        }

        private void rename(String from, String to) {
            execute("RENAME TABLE " + from + " TO " + to);
        }

        private void execute(String sql) {
            database.write(handle -> handle.execute(sql));
        }
    }
}
