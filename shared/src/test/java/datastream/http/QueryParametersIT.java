package datastream.http;

import static datastream.http.Problems.assertFieldError;
import static datastream.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.Context;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryParametersIT {

    private TestServer server;

    @BeforeAll
    void start() {
        server =
                new TestServer(
                        routes -> routes.get("/q", QueryParametersIT::answer, Access.ANYONE));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static void answer(Context ctx) {
        var query = QueryParameters.of(ctx, Set.of("name", "limit"));
        ctx.result(query.text("name") + "," + query.integer("limit", 1, 10));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                   'null,null'",
        "?,                    'null,null'",
        "?&,                   'null,null'",
        "?&name=a&&limit=2&,   'a,2'",
        "?name=a=b,            'a=b,null'",
        "?name=a%20b,          'a b,null'",
        "?name=a+b,            'a b,null'",
        "?name=%2B%26%C3%A4,   '+&ä,null'",
        "?name=,               ',null'",
        "?name,                ',null'",
        "?limit=1&name=x,      'x,1'",
        "?limit=10,            'null,10'",
    })
    void areRead(String query, String expected) {
        assertThat(server.get("/q" + query).body()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "?limt=5,limt",
        "?Name=5,Name",
        "?name=a&from=b,from",
        "?name[]=5,name[]",
        "'?=5',''"
    })
    void areRefusedWhenUnknown(String query, String name) {
        String request = "/q" + query.replace("[", "%5B").replace("]", "%5D");

        assertThat(assertFieldError(server.get(request), name))
                .isEqualTo("is not a parameter here; known are [limit, name]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?name=a&name=a", "?name=a&limit=1&name=b", "?name&name"})
    void areRefusedWhenGivenTwice(String query) {
        assertThat(assertFieldError(server.get("/q" + query), "name"))
                .isEqualTo("is given more than once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "11",
                "-1",
                "1.0",
                "x",
                "%2B5",
                "%205",
                "99999999999",
                "0x1",
                "%D9%A3"
            })
    void areRefusedWhenNoIntegerInRange(String value) {
        assertThat(assertFieldError(server.get("/q?limit=" + value), "limit"))
                .startsWith("must be an integer from 1 to 10, not \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=%zz", "name=%", "%zz=1", "name=a&%zz=1", "name=a&%=1"})
    void areRefusedWhenBadlyEncoded(String query) {
        String answer =
                server.sendRaw(
                        "GET /q?" + query + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @Test
    void areNeverEchoedAtLength() {
        assertProblem(server.get("/q?" + "x".repeat(5_000) + "=1"), 400);
        assertProblem(server.get("/q?limit=" + "9".repeat(5_000)), 400);
    }
}
