package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.aggregate.AggregateFunction;
import datastream.collector.domain.aggregate.Aggregation;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.domain.aggregate.Group;
import datastream.collector.fake.AggregateOracle;
import datastream.collector.fake.AggregateOracle.Row;
import datastream.collector.fake.Aggregations;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.MySqlReadingStore;
import datastream.collector.infrastructure.mysql.MySqlReadingWriter;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.http.RestConfig;
import datastream.reading.Timestamps;
import datastream.security.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Aggregates of a whole collector are what a plain loop over all readings finds. */
class CollectorAggregateIT {

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

        private Collector collector;
        private RestClient rest;
        private AggregateOracle oracle;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            try (Database database = TestServers.openEmpty(server())) {
                new MySqlReadingWriter(database)
                        .append(Aggregations.readings(new Random(71), 2_000));
                oracle =
                        new AggregateOracle(
                                new MySqlReadingStore(database)
                                        .find(
                                                ReadingFilter.ALL,
                                                new Page(10_000, 0, Page.Order.ASC)));
            }
            collector =
                    new Collector(
                            new CollectorConfig(
                                    new RestConfig("127.0.0.1", 0),
                                    new GrpcConfig("127.0.0.1", 0),
                                    null,
                                    server(),
                                    TestTokens.SECRET));
            collector.start();
            rest = new RestClient(collector.restPort());
            rest.with(TestTokens.bearer(Role.USER).replace("Bearer ", ""));
        }

        @AfterEach
        void close() {
            if (collector != null) {
                rest.close();
                collector.close();
            }
        }

        @Test
        void randomAggregatesAreWhatAPlainLoopFinds() throws Exception {
            Random random = new Random(72);
            int told = 0;
            for (int i = 0; i < 400; i++) {
                Aggregation asked = Aggregations.random(random);
                String query = Aggregations.query(asked);
                RestClient.Answer answer = rest.get("/api/readings/aggregate?" + query);
                assertThat(answer.status()).as(query).isEqualTo(200);
                List<Row> rows = rows(asked, answer.body().get("data"));
                oracle.assertSame(asked, rows);
                told += rows.size();
            }
            assertThat(told).isGreaterThan(3_000);
        }

        private static List<Row> rows(Aggregation asked, JsonNode data) {
            List<Row> rows = new ArrayList<>();
            boolean whole = asked.bucket() instanceof Bucket.Whole;
            for (JsonNode row : data) {
                Map<AggregateFunction, Double> values = new LinkedHashMap<>();
                for (AggregateFunction function : asked.functions()) {
                    JsonNode value = row.get(function.wireName());
                    values.put(function, value.isNull() ? null : value.asDouble());
                }
                rows.add(
                        new Row(
                                whole ? 0 : micros(row, "start"),
                                whole ? null : micros(row, "end"),
                                group(row),
                                values));
            }
            return rows;
        }

        /** Not by our own parser, which takes nothing before 1970. */
        private static long micros(JsonNode row, String member) {
            return Timestamps.toMicros(Instant.parse(row.get(member).asText()));
        }

        private static Group group(JsonNode row) {
            return new Group(
                    row.path("sensor_type").asText(),
                    row.path("id1").asText(),
                    row.path("id2").asInt(-1));
        }
    }
}
