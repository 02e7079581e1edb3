package datastream.chaos.broken;

import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.adapter.grpc.GrpcDoor;
import datastream.collector.adapter.http.HealthRoutes;
import datastream.collector.adapter.http.HttpDoor;
import datastream.collector.adapter.http.StoreFailures;
import datastream.collector.adapter.mqtt.MqttConfig;
import datastream.collector.adapter.mqtt.MqttDoor;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.MySqlQuarantine;
import datastream.collector.infrastructure.mysql.MySqlReadingWriter;
import datastream.collector.usecase.ingest.BatchConfig;
import datastream.collector.usecase.ingest.BatchingWriter;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.collector.usecase.ingest.IngestMetrics;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.http.ApiDocs;
import datastream.http.RestConfig;
import datastream.http.RestServer;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import datastream.settings.BrokerAddress;
import datastream.settings.Lifetime;
import datastream.testbed.ParentWatch;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;

/** The collector's own parts, put together as {@code Collector} does, but for one mistake. */
final class BrokenCollector implements AutoCloseable {

    /** So that a mistake in what is acknowledged before what shows with few readings too. */
    private static final BatchConfig APART = new BatchConfig(2, 5_000, 0);

    /** What is wrong with it. */
    enum Mistake {
        /** Nothing: the same wiring must pass what the others fail. */
        NONE,
        ACKNOWLEDGES_BEFORE_COMMIT,
        ACKNOWLEDGES_MQTT_BEFORE_COMMIT,
        DOES_NOT_DEDUPLICATE,
        QUEUES_WITHOUT_BOUND,
        DROPS_FAILING_BATCHES,
        DOES_NOT_DRAIN
    }

    private static final int NO_SUCH_KEY = 1091;

    private final Mistake mistake;
    private final Database database;
    private final IngestReadings ingest;
    private final IngestReadings mqttIngest;
    private final GrpcDoor grpc;
    private final MqttDoor mqtt;
    private final RestServer rest;

    BrokenCollector(Mistake mistake) {
        this.mistake = mistake;
        Tokens tokens = new Tokens(new TokenSecret(setting("JWT_SECRET")), Clock.systemUTC());
        database =
                new Database(
                        new DatabaseConfig(
                                setting("DB_URL"),
                                setting("DB_USER"),
                                setting("DB_PASSWORD"),
                                // By LOAD DATA, so that a batch takes long enough to be begun.
                                Integer.parseInt(setting("DB_INSERT_ROWS"))));
        ingest = ingest(writer());
        mqttIngest =
                mistake == Mistake.ACKNOWLEDGES_MQTT_BEFORE_COMMIT
                        ? ingest(new EarlyWriter(new MySqlReadingWriter(database)))
                        : ingest;
        grpc = new GrpcDoor(new GrpcConfig("127.0.0.1", port("GRPC_PORT")), ingest, tokens);
        BrokerAddress broker = new BrokerAddress(URI.create(setting("MQTT_URL")), null, null);
        mqtt =
                new MqttDoor(
                        new MqttConfig(broker, setting("MQTT_CLIENT_ID")),
                        mqttIngest,
                        IngestLimits.USUAL);
        HttpDoor http = new HttpDoor(ingest);
        HealthRoutes health =
                new HealthRoutes(
                        Map.of(
                                "database", () -> state(database.answers()),
                                "broker", () -> state(mqtt.subscribed())));
        rest =
                new RestServer(
                        new RestConfig("127.0.0.1", port("PORT")),
                        tokens,
                        new ApiDocs("/datastream/collector/openapi.json"),
                        routes -> {
                            http.addTo(routes);
                            health.addTo(routes);
                            StoreFailures.addTo(routes);
                        });
    }

    private ReadingWriter writer() {
        ReadingWriter honest = new MySqlReadingWriter(database);
        return switch (mistake) {
            case ACKNOWLEDGES_BEFORE_COMMIT -> new EarlyWriter(honest);
            case DROPS_FAILING_BATCHES -> new DroppingWriter(honest);
            default -> honest;
        };
    }

    private IngestReadings ingest(ReadingWriter writer) {
        IngestLimits limits =
                mistake == Mistake.QUEUES_WITHOUT_BOUND
                        ? new IngestLimits(Integer.MAX_VALUE, Long.MAX_VALUE)
                        : IngestLimits.USUAL;
        return new IngestReadings(
                new BatchingWriter(writer, APART, IngestMetrics.NONE),
                new MySqlQuarantine(database),
                limits,
                IngestMetrics.NONE,
                Clock.systemUTC());
    }

    void start() throws Exception {
        database.start();
        if (mistake == Mistake.DOES_NOT_DEDUPLICATE) {
            dropPrimaryKey();
        }
        ingest.start();
        if (mqttIngest != ingest) {
            mqttIngest.start();
        }
        grpc.start();
        mqtt.start();
        rest.start();
    }

    /** The first of several does it; the others find it done. */
    private static void dropPrimaryKey() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                setting("DB_URL"), setting("DB_USER"), setting("DB_PASSWORD"));
                var statement = connection.createStatement()) {
            statement.execute(
                    "ALTER TABLE reading DROP PRIMARY KEY, ADD KEY plain (sensor_id, ts)");
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_KEY) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        if (mistake == Mistake.DOES_NOT_DRAIN) {
            database.close();
        } else {
            mqtt.stopTaking();
            grpc.stopTaking();
        }
        rest.close();
        ingest.close();
        grpc.close();
        mqtt.close();
        database.close();
    }

    private static HealthRoutes.State state(boolean up) {
        return up ? HealthRoutes.State.UP : HealthRoutes.State.DOWN;
    }

    private static int port(String name) {
        return Integer.parseInt(setting(name));
    }

    private static String setting(String name) {
        return System.getenv(name);
    }

    private static void run(Mistake mistake) throws Exception {
        ParentWatch.start();
        BrokenCollector collector = new BrokenCollector(mistake);
        Lifetime.run(collector, collector::start);
    }

    static final class Honest {
        public static void main(String[] arguments) throws Exception {
            run(Mistake.NONE);
        }
    }

    static final class AcknowledgesBeforeCommit {
        public static void main(String[] arguments) throws Exception {
            run(Mistake.ACKNOWLEDGES_BEFORE_COMMIT);
        }
    }

    static final class AcknowledgesMqttBeforeCommit {
        public static void main(String[] arguments) throws Exception {
            run(Mistake.ACKNOWLEDGES_MQTT_BEFORE_COMMIT);
        }
    }

    static final class DoesNotDeduplicate {
        public static void main(String[] arguments) throws Exception {
            run(Mistake.DOES_NOT_DEDUPLICATE);
        }
    }

    static final class QueuesWithoutBound {
        public static void main(String[] arguments) throws Exception {
            run(Mistake.QUEUES_WITHOUT_BOUND);
        }
    }

    static final class DropsFailingBatches {
        public static void main(String[] arguments) throws Exception {
            run(Mistake.DROPS_FAILING_BATCHES);
        }
    }

    static final class DoesNotDrain {
        public static void main(String[] arguments) throws Exception {
            run(Mistake.DOES_NOT_DRAIN);
        }
    }
}
