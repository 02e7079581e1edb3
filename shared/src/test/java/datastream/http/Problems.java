package datastream.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.assertj.core.api.InstanceOfAssertFactories;

/** What every answer that is a problem has in common. */
final class Problems {

    private static final String JAVA =
            "(?s).*(java\\.|Java|jackson|Jackson|datastream\\.|javalin|jetty|Exception|\\bat [a-z]+\\.|`).*";

    private Problems() {}

    static JsonNode assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as("%s", response.body()).isEqualTo(status);
        assertThat(response.headers().allValues("Content-Type"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("application/problem+json");
        assertThat(response.headers().allValues("X-Content-Type-Options"))
                .containsExactly("nosniff");
        return assertProblem(response.body(), status);
    }

    static JsonNode assertProblem(String body, int status) {
        assertThat(body).doesNotMatch(JAVA).hasSizeLessThan(1_000);
        JsonNode problem = TestServer.json(body);
        assertThat(problem.path("type").asText()).isEqualTo("about:blank");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        return problem;
    }

    /** A 400 that names exactly one field. */
    static String assertFieldError(HttpResponse<String> response, String field) {
        JsonNode errors = assertProblem(response, 400).path("errors");
        assertThat(errors).as("%s", response.body()).hasSize(1);
        assertThat(errors.get(0).path("field").asText()).isEqualTo(field);
        return errors.get(0).path("message").asText();
    }
}
