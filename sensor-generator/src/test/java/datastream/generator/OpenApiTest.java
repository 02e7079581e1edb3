package datastream.generator;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.generator.grpc.CollectorAddress;
import datastream.http.RestConfig;
import datastream.security.TokenSecret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String PAGE_PARTS = "GET /docs/";

    private final String text = read();
    private final Map<String, Object> document = JsonText.object(text);

    @Test
    void namesExactlyTheRoutesThatThereAre() {
        var config =
                new GeneratorServiceConfig(
                        new RestConfig("127.0.0.1", 0),
                        new TokenSecret("0123456789abcdef0123456789abcdef"),
                        new CollectorAddress("127.0.0.1", 1),
                        null);
        try (GeneratorService service = new GeneratorService(config)) {
            Set<String> routes = new TreeSet<>(service.routes());
            routes.removeIf(route -> route.startsWith(PAGE_PARTS));
            assertThat(documented()).isEqualTo(routes);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references =
                Pattern.compile("\"#/([^\"]+)\"")
                        .matcher(text)
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .toList();

        assertThat(references).hasSizeGreaterThan(50);
        assertThat(references).allSatisfy(reference -> assertThat(follow(reference)).isNotNull());
    }

    @Test
    void everyOperationHasASummaryAndItsErrors() {
        for (var path : object(document, "paths").entrySet()) {
            for (String method : methods(path.getValue())) {
                var operation = operation(path.getValue(), method);
                assertThat(operation).as(path.getKey()).containsKeys("summary", "responses");
                if (path.getKey().startsWith("/api")) {
                    assertThat(object(operation, "responses"))
                            .as("%s %s", method, path.getKey())
                            .containsKeys("400", "401", "403");
                }
            }
        }
    }

    private Set<String> documented() {
        return object(document, "paths").entrySet().stream()
                .flatMap(path ->
                        methods(path.getValue()).stream()
                                .map(m -> m.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Object follow(String reference) {
        Object here = document;
        for (String name : reference.split("/")) {
            here = ((Map<?, ?>) here).get(name);
        }
        return here;
    }

    private static Set<String> methods(Object item) {
        return ((Map<?, ?>) item)
                .keySet().stream()
                        .map(String::valueOf)
                        .filter(METHODS::contains)
                        .collect(Collectors.toSet());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> operation(Object item, String method) {
        return object((Map<String, Object>) item, method);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> in, String name) {
        return (Map<String, Object>) in.get(name);
    }

    private static String read() {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("openapi.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
