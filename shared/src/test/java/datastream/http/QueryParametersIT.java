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
                new TestServer(routes -> {
                    routes.get("/q", QueryParametersIT::answer, Access.ANYONE);
                    routes.get("/list", QueryParametersIT::list, Access.ANYONE);
                });
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static void answer(Context ctx) {
        var query = QueryParameters.of(ctx, Set.of("name", "limit"));
        ctx.result(query.text("name") + "," + query.integer("limit", 1, 10));
    }

    private static void list(Context ctx) {
        var query =
                QueryParameters.of(
                        ctx, Set.of("name", "id", "value", "cursor"), Set.of("name", "id"));
        ctx.result(
                query.texts("name")
                        + " "
                        + query.integers("id", 0, 10)
                        + " "
                        + query.number("value")
                        + " "
                        + query.with("cursor", "a&b", Set.of("cursor")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | [] [] null cursor=a%26b",
                "?name=a               | [a] [] null name=a&cursor=a%26b",
                "?name=a,b&name=c      | [a, b, c] [] null name=a%2Cb&name=c&cursor=a%26b",
                "?name=a%2Cb&cursor=x  | [a, b] [] null name=a%2Cb&cursor=a%26b",
                "?name=,               | [, ] [] null name=%2C&cursor=a%26b",
                "?name=%26%3Dx%20y     | [&=x y] [] null name=%26%3Dx+y&cursor=a%26b",
                "?id=1,2&id=10         | [] [1, 2, 10] null id=1%2C2&id=10&cursor=a%26b",
                "?value=-1.5e-3        | [] [] -0.0015 value=-1.5e-3&cursor=a%26b",
                "?value=1e%2B2         | [] [] 100.0 value=1e%2B2&cursor=a%26b",
            })
    void mayBeListsAndNumbersAndBecomeAQueryAgain(String query, String expected) {
        assertThat(server.get("/list" + query).body()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id=1,                  | id",
                "id=,1                  | id",
                "id=1,,2                | id",
                "id=1,%202              | id",
                "id=1,11                | id",
                "id=1&id=x              | id",
                "id=                    | id",
                "cursor=a&cursor=a      | cursor",
                "value=1&value=1        | value",
                "value=                 | value",
                "value=NaN              | value",
                "value=Infinity         | value",
                "value=-Infinity        | value",
                "value=1e999            | value",
                "value=-1e999           | value",
                "value=0x1p3            | value",
                "value=1d               | value",
                "value=1f               | value",
                "value=.5               | value",
                "value=5.               | value",
                "value=01               | value",
                "value=%2B1             | value",
                "value=%201             | value",
                "value=1%20             | value",
                "value=1,5              | value",
                "value=1_000            | value",
                "value=%D9%A3           | value",
                "value=1e+5             | value",
            })
    void areRefusedInAListOrAsANumberByTheirName(String query, String name) {
        assertFieldError(server.get("/list?" + query), name);
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
