package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.http.RestConfig;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The OpenAPI document and the routes are the same. */
class OpenApiTest {

    @Test
    void describesEveryRouteAndNoOther() throws IOException {
        Collector collector =
                new Collector(
                        new CollectorConfig(
                                new RestConfig("127.0.0.1", 0),
                                new GrpcConfig("127.0.0.1", 0),
                                null,
                                new DatabaseConfig("jdbc:mysql://127.0.0.1:1/none", "", ""),
                                TestTokens.SECRET));
        Set<String> routes = collector.routes();
        routes.removeIf(OpenApiTest::isPageOfTheDocumentation);
        assertThat(routes).hasSizeGreaterThan(6).isEqualTo(described());
    }

    @Test
    void everyOperationThatIsCountedSaysSo() throws IOException {
        Set<String> notCounted = new TreeSet<>();
        paths().properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(operation -> {
                                    if (!operation.getValue().get("responses").has("429")) {
                                        notCounted.add(path.getKey());
                                    }
                                }));
        assertThat(notCounted).containsExactly("/health/live", "/health/ready", "/metrics");
    }

    private static boolean isPageOfTheDocumentation(String route) {
        return route.equals("GET /") || route.startsWith("GET /docs");
    }

    private static JsonNode paths() throws IOException {
        try (InputStream in =
                OpenApiTest.class.getResourceAsStream("/datastream/collector/openapi.json")) {
            return new ObjectMapper().readTree(in).get("paths");
        }
    }

    private static Set<String> described() throws IOException {
        Set<String> described = new TreeSet<>();
        paths().properties()
                .forEach(path ->
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(method ->
                                        described.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        described.removeIf(OpenApiTest::isPageOfTheDocumentation);
        return described;
    }
}
