package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server may ask for any file of the client, whatever was sent to it. A statement without a
 * stream makes an honest server ask in the same way.
 */
class LocalFilesIT {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?allowLoadLocalInfile=true",
                "?allowLoadLocalInfile=true&allowLoadLocalInfileInPath=/",
                "?allowUrlInLocalInfile=true&allow%4CoadLocalInfileInPath=/"
            })
    void noFileIsEverSentToTheServer(String parameters) throws Exception {
        DatabaseConfig server = TestServers.mariaDb();
        Path file = Files.writeString(folder.resolve("secret"), "1,2026-11-21 08:00:00,42\n");
        try (Database database =
                new Database(
                        new DatabaseConfig(
                                server.url() + parameters, server.user(), server.password()))) {
            database.start();
            TestServers.empty(database);
            assertRefused(database, file.toString());
            assertRefused(database, file.toUri().toString());
            long rows =
                    database.queries()
                            .run(handle ->
                                    handle.createQuery("SELECT COUNT(*) FROM reading")
                                            .mapTo(Long.class)
                                            .one());
            assertThat(rows).isZero();
        }
    }

    private static void assertRefused(Database database, String file) {
        String load =
                "LOAD DATA LOCAL INFILE '%s' INTO TABLE reading FIELDS TERMINATED BY ',' (sensor_id, ts, sensor_value)"
                        .formatted(file);
        assertThatThrownBy(() ->
                        database.write(handle -> {
                            try (var statement = handle.getConnection().createStatement()) {
                                return statement.executeUpdate(load);
                            }
                        }))
                .hasStackTraceContaining("allowLoadLocalInfileInPath");
    }

    @Test
    void theQueryPoolDoesNotEvenOfferIt() {
        try (Database database = new Database(TestServers.mariaDb())) {
            database.start();
            assertThatThrownBy(() ->
                            database.queries()
                                    .run(handle ->
                                            handle.execute(
                                                    "LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE reading")))
                    .satisfies(e -> assertThat(SqlFailures.forbidsLoading(e)).isTrue());
        }
    }
}
