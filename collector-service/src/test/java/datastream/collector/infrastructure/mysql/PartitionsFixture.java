package datastream.collector.infrastructure.mysql;

import datastream.collector.fake.Readings;
import datastream.collector.usecase.retention.ReadingPartition;
import datastream.collector.usecase.retention.ReadingPartitions.Turn;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A table of readings with partitions as the migration makes them, and days of January 2020. */
abstract class PartitionsFixture {

    static final Instant DAY_10 = day(10);
    static final Sensor ROOM_2 = new Sensor("temperature", "ROOM", 2);

    Database database;
    MySqlReadingWriter writer;
    MySqlReadingPartitions partitions;

    abstract DatabaseConfig server();

    @BeforeEach
    void openWithPartitionsAsTheMigrationMakesThem() {
        try (Database old = TestServers.openEmpty(server())) {
            forgetMigration(old);
        }
        database = new Database(server());
        database.start();
        writer = new MySqlReadingWriter(database);
        partitions = new MySqlReadingPartitions(database);
    }

    /** As before version 5. */
    static void forgetMigration(Database database) {
        database.write(handle -> {
            handle.execute("ALTER TABLE reading REMOVE PARTITIONING");
            handle.execute(
                    "ALTER TABLE reading DROP KEY reading_by_time, ADD KEY reading_by_time (ts)");
            handle.execute("DROP TABLE reading_retention");
            // Later ones come after it again; what they make, the writers of these tests need.
            return handle.execute(
                    "DELETE FROM flyway_schema_history WHERE CAST(version AS UNSIGNED) >= 5");
        });
    }

    /** Leaves the partitions of the migration to others. */
    @AfterEach
    void close() {
        if (database != null) {
            try (Database used = database) {
                TestServers.empty(used);
                forgetMigration(used);
            }
            TestServers.openEmpty(server()).close();
        }
    }

    boolean does(Predicate<Turn> work) {
        return partitions.alone(work::test).orElseThrow();
    }

    int number(ToIntFunction<Turn> work) {
        return partitions.alone(work::applyAsInt).orElseThrow();
    }

    void keepSince(@Nullable Instant instant) {
        does(turn -> {
            turn.keepSince(instant);
            return true;
        });
    }

    static ReadingPartition first(Turn turn) {
        return turn.partitions().getFirst();
    }

    List<Instant> ends() {
        return partitions
                .alone(turn -> turn.partitions().stream().map(ReadingPartition::end).toList())
                .orElseThrow();
    }

    long count() {
        return ask("SELECT COUNT(*) FROM reading");
    }

    long ask(String query) {
        return database.queries().run(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    static Reading at(Instant time) {
        return new Reading(Readings.ROOM_1, Timestamps.toMicros(time), 42);
    }

    static Instant day(int ofJanuary) {
        return Instant.parse("2020-01-%02dT00:00:00Z".formatted(ofJanuary));
    }
}
