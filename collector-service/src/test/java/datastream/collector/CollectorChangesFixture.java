package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.limit.RequestLimits;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.http.RestConfig;
import datastream.security.Admission;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecrets;
import datastream.tls.TlsConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A whole collector in which few readings are many already. */
abstract class CollectorChangesFixture {

    private static final int CONFIRM_ABOVE = 10;
    static final int MOST_AT_ONCE = 50;

    private static Collector collector;
    final RestClient rest = new RestClient(collector.restPort());

    @BeforeAll
    static void start() {
        collector =
                new Collector(
                        new CollectorConfig(
                                new RestConfig("127.0.0.1", 0),
                                new GrpcConfig("127.0.0.1", 0),
                                null,
                                server(),
                                ReadingRetention.FOR_EVER,
                                RetentionConfig.USUAL,
                                new ChangeConfig(
                                        CONFIRM_ABOVE,
                                        MOST_AT_ONCE,
                                        Duration.ofDays(90),
                                        1_000_000),
                                AccountConfig.USUAL,
                                new TokenSecrets(TestTokens.SECRET),
                                TlsConfig.NONE,
                                Admission.KNOWN_SENDERS,
                                RequestLimits.NONE));
        empty();
        collector.start();
    }

    private static DatabaseConfig server() {
        return TestServers.mariaDb();
    }

    private static void empty() {
        try (Database database = new Database(server())) {
            database.start();
            TestServers.emptyChanges(database);
        }
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        empty();
        rest.with(token("ada", Role.USER));
        store(0, 8);
    }

    @AfterEach
    void close() {
        rest.close();
    }

    /** Readings of sensors 0, 1 and 2, a second apart, with values 0, 1, 2 … */
    void store(int first, int count) throws Exception {
        String readings =
                IntStream.range(first, first + count)
                        .mapToObj(i ->
                                "{\"sensor_type\":\"light\",\"id1\":\"HALL\",\"id2\":%d,\"timestamp\":\"2026-11-21T08:%02d:%02dZ\",\"sensor_value\":%d}"
                                        .formatted(i % 3, i / 60, i % 60, i))
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(rest.post("/api/readings", readings).status()).isEqualTo(200);
    }

    /** Oldest first. */
    List<Integer> values() throws Exception {
        return rest.get("/api/readings?order=asc&limit=1000")
                .body()
                .get("data")
                .valueStream()
                .map(reading -> reading.get("sensor_value").asInt())
                .toList();
    }

    static String token(String name, Role role) {
        return TestTokens.TOKENS.issue(new Principal(name, role), Duration.ofMinutes(5)).text();
    }
}
