package datastream.http;

import static datastream.http.Problems.assertFieldError;
import static datastream.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import datastream.security.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonBodyIT {

    private static final String COMPLETE = "{\"rate\": 1, \"count\": 1, \"quick\": true}";

    private TestServer server;

    @BeforeAll
    void start() {
        server =
                new TestServer(routes ->
                        routes.post(
                                "/b",
                                ctx -> ctx.json(Json.body(ctx, SampleOrder.class)),
                                Access.READ));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String body) {
        return server.send(
                server.post("/b", body)
                        .header("Authorization", "Bearer " + server.tokenOf(Role.VIEWER)));
    }

    @Test
    void isReadInSnakeCaseAndLowerCase() {
        String body =
                """
                {"sensor_type":"ä","count":1,"id2":2,"rate":1.5,"limit":1.0,"quick":true,\
                "transport":"grpc","signal":{"mean":2.0,"seed":3,"step":4},"more":[]}\
                """;

        assertThat(post(body).body()).isEqualTo(body);
        assertThat(post(COMPLETE).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sensor_type | 5      | a string",
                "sensor_type | 1.5    | a string",
                "sensor_type | true   | a string",
                "sensor_type | []     | a string",
                "sensor_type | {}     | a string",
                "count       | \"1\"  | an integer",
                "count       | \"\"   | an integer",
                "count       | 1.0    | an integer",
                "count       | 1e3    | an integer",
                "count       | null   | an integer",
                "count       | true   | an integer",
                "count       | []     | an integer",
                "count       | 2147483648 | an integer",
                "count       | 99999999999999999999 | an integer",
                "id2         | \"1\"  | an integer",
                "id2         | 1.5    | an integer",
                "signal.seed | 1.5    | an integer",
                "signal.step | \"x\"  | an integer",
                "signal.step | 1.5    | an integer",
                "signal.step | 9223372036854775808 | an integer",
                "rate        | \"1\"  | a number",
                "rate        | \"NaN\"| a number",
                "rate        | \"Infinity\" | a number",
                "rate        | \"\"   | a number",
                "rate        | null   | a number",
                "rate        | false  | a number",
                "rate        | 1e999  | a number",
                "limit       | \"NaN\"| a number",
                "limit       | -1e999 | a number",
                "signal.mean | \"-Infinity\" | a number",
                "quick       | \"true\" | true or false",
                "quick       | 1      | true or false",
                "quick       | null   | true or false",
                "transport   | \"http\" | one of grpc, mqtt",
                "transport   | \"\"   | one of grpc, mqtt",
                "transport   | 0      | one of grpc, mqtt",
                "transport   | []     | one of grpc, mqtt",
                "signal      | 5      | a JSON object",
                "signal      | \"\"   | a JSON object",
                "signal      | []     | a JSON object",
                "more        | {}     | a JSON array",
                "more        | 5      | a JSON array",
            })
    void namesTheFieldThatDoesNotFit(String field, String value, String rule) {
        String[] names = field.split("\\.");
        String body = "\"" + names[names.length - 1] + "\": " + value;
        String message =
                names.length == 1
                        ? assertFieldError(post("{" + body + "}"), field)
                        : assertFieldError(post("{\"signal\": {" + body + "}}"), field);

        assertThat(message).contains("must be " + rule);
    }

    @Test
    void namesTheElementThatDoesNotFit() {
        assertFieldError(
                post("{\"more\": [{\"mean\": 1, \"step\": 1}, {\"step\": \"x\"}]}"), "more.1.step");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate", "count", "quick"})
    void namesTheFieldThatIsMissing(String field) {
        String without =
                COMPLETE.replaceFirst("\"" + field + "\"[^,}]*,? ?", "").replace(", }", "}");

        assertThat(assertFieldError(post(without), field)).contains("must be ");
    }

    @Test
    void namesUnknownFieldsAndTheKnownOnes() {
        assertThat(
                        assertFieldError(
                                post(COMPLETE.replace("}", ", \"sensorType\": 1}")), "sensorType"))
                .contains("sensor_type", "transport");
        assertFieldError(post("{\"signal\": {\"mean\": 1, \"step\": 1, \"x\": 1}}"), "signal.x");
        assertFieldError(
                post(COMPLETE.replace("}", ", \"" + "x".repeat(5_000) + "\": 1}")),
                "x".repeat(64) + "…");
    }

    @Test
    void namesAFieldGivenTwice() {
        assertThat(assertFieldError(post("{\"count\": 1, \"count\": 1}"), "count"))
                .isEqualTo("is given twice");
        assertFieldError(post("{\"signal\": {\"mean\": 1, \"mean\": 1}}"), "mean");
    }

    @Test
    void passesOnTheRulesOfTheRecordAndNothingElse() {
        assertThat(assertFieldError(post("{\"count\": -1, \"rate\": 1, \"quick\": true}"), "count"))
                .isEqualTo("must be at least 0");
        assertProblem(post("{\"count\": 666, \"rate\": 1, \"quick\": true}"), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{",
                "[]",
                "5",
                "\"x\"",
                "nonsense",
                "{\"count\": }",
                "{'count': 1}",
                "{} {}",
                "{} x",
                "{}]",
                "{\"count\": NaN}",
                "{\"count\": 01}",
                "{\"x\": \"a\nb\"}",
                "\0\0\0{",
                "\u00ff\u00ff",
                "{\"rate\": 1",
                "{\"signal\": {\"mean\": [",
                "// a\n{}"
            })
    void isRefusedWhenNotOneJsonObject(String body) {
        assertProblem(post(body), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "x", "]", "}", "null", "\0"})
    void isRefusedWhenSomethingFollows(String garbage) {
        assertProblem(post(COMPLETE + " " + garbage.replace("%s", COMPLETE)), 400);
    }

    @Test
    void isRefusedWhenTooDeepOrTooLong() {
        assertProblem(post("{\"more\": " + "[".repeat(100_000)), 400);
        assertProblem(post("{\"rate\": " + "1".repeat(100_000) + "}"), 400);
    }
}
