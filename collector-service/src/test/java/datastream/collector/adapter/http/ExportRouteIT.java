package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import datastream.collector.adapter.TestTokens;
import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.InMemoryWalks;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.export.ExportReadings;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.collector.usecase.export.ReadingWalks;
import datastream.reading.Sensor;
import datastream.security.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who export see, over readings in memory. */
class ExportRouteIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Sensor HALL = new Sensor("light", "HALL", 2);

    private final InMemoryReadings readings = new InMemoryReadings();
    @AutoClose private RouteServer server;

    /** What is between the readings and the export. */
    private ReadingWalks walks = new InMemoryWalks(readings, 7);

    @BeforeEach
    void start() {
        readings.append(Readings.series(Readings.ROOM_1, 50));
        readings.append(Readings.series(HALL, 30));
        Clock clock =
                Clock.fixed(datastream.reading.Timestamps.toInstant(Readings.BASE), ZoneOffset.UTC);
        ReadingWalks store = (filter, order, after) -> walks.walk(filter, order, after);
        server =
                new RouteServer(routes -> {
                    new ExportRoute(new ExportReadings(store, 2), clock).addTo(routes);
                    StoreFailures.addTo(routes);
                });
    }

    @ParameterizedTest
    @CsvSource({"ndjson, asc", "ndjson, desc", "csv, asc", "csv, desc"})
    void aWholeExportTellsItsRowsAndTheirDigest(String format, String order) throws Exception {
        String whole = body("format=%s&order=%s".formatted(format, order));
        String rows = body("format=%s&order=%s&summary=false".formatted(format, order));
        assertThat(whole).startsWith(rows);
        assertThat(whole.substring(rows.length()))
                .isEqualTo(
                        format.equals("csv")
                                ? "#end,rows=80,sha256=" + sha256(rows) + ",,,\r\n"
                                : "{\"summary\":{\"rows\":80,\"sha256\":\"%s\"}}\n"
                                        .formatted(sha256(rows)));
        assertThat(ids(format, rows)).isEqualTo(storedIds(order, ReadingFilter.ALL));
    }

    @Test
    void anExportOfNothingIsWholeToo() throws Exception {
        assertThat(body("format=csv&id1=NONE"))
                .startsWith("sensor_type,id1,id2,timestamp,sensor_value,id\r\n#end,rows=0,");
        assertThat(body("format=ndjson&id1=NONE&summary=false")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ndjson"})
    void itGoesOnBehindTheLastWholeLine(String format) throws Exception {
        String query = "summary=false&order=asc&id1=HALL&format=" + format;
        List<String> all = ids(format, body(query));
        for (int at : new int[] {0, 11, 28, 29}) {
            assertThat(ids(format, body(query + "&after=" + all.get(at))))
                    .isEqualTo(all.subList(at + 1, 30));
        }
    }

    @Test
    void theAnswerIsAFile() throws Exception {
        HttpResponse<String> csv = get("format=csv");
        assertThat(csv.headers().firstValue("Content-Type"))
                .hasValue("text/csv; charset=utf-8; header=present");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"readings-20261121T080000Z.csv\"");
        assertThat(csv.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(csv.headers().firstValue("Trailer")).hasValue("Export-Rows, Export-Sha256");
        assertThat(get("format=ndjson").headers().firstValue("Content-Type"))
                .hasValue("application/x-ndjson");
    }

    @ParameterizedTest
    @CsvSource({
        "format=parquet,               format",
        "format=xlsx,                  format",
        "summary=yes,                  summary",
        "limit=10,                     limit",
        "cursor=x,                     cursor",
        "after=x,                      after",
        "after=AAAAAQAGQ9x8Yd9A&duration=1d, after",
        "order=up,                     order",
        "min_value=many,               min_value",
        "id1=room,                     id1"
    })
    void whatItDoesNotKnowIsSaid(String query, String field) throws Exception {
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void aDatabaseThatIsAwayIsSaidWhileThatIsPossible() throws Exception {
        walks = (filter, order, after) -> failingAfter(0);
        HttpResponse<String> answer = get("format=csv");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void aBrokenExportIsNoAnswer() throws Exception {
        walks = (filter, order, after) -> failingAfter(3);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> get("format=ndjson")).isInstanceOf(UncheckedIOException.class);
        }
        walks = new InMemoryWalks(readings, 7);
        assertThat(get("format=csv").statusCode()).isEqualTo(200);
    }

    /** Not a problem document behind half of the rows, as the end of a whole answer. */
    @Test
    void whateverBreaksAnExportItIsNoAnswer() {
        walks =
                (filter, order, after) -> {
                    ReadingWalk walk = failingAfter(3);
                    return () -> {
                        try {
                            return walk.next();
                        } catch (StoreUnavailable e) {
                            throw new StackOverflowError("of a test");
                        }
                    };
                };
        assertThatThrownBy(() -> get("format=ndjson")).isInstanceOf(UncheckedIOException.class);
    }

    /** There the end of the connection is the end of the answer, whatever it means. */
    @Test
    void overHttp10OnlyTheLastLineTellsThatItIsWhole() throws Exception {
        assertThat(overHttp10("format=csv")).startsWith("HTTP/1.1 200").contains("#end,rows=80,");
        assertThat(overHttp10("format=csv&summary=false"))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"summary\"");
    }

    private String overHttp10(String query) throws Exception {
        String request =
                "GET /api/readings/export?%s HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\n\r\n"
                        .formatted(query, TestTokens.bearer(Role.USER));
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.US_ASCII);
        }
    }

    private ReadingWalk failingAfter(int portions) {
        ReadingWalk walk =
                new InMemoryWalks(readings, 7).walk(ReadingFilter.ALL, Page.Order.ASC, null);
        int[] left = {portions};
        return () -> {
            if (left[0]-- == 0) {
                throw new StoreUnavailable("away");
            }
            return walk.next();
        };
    }

    @Test
    void whoIsOneTooManyIsToldToComeAgain() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        walks =
                (filter, order, after) ->
                        () -> {
                            awaitUninterruptibly(gate);
                            return null;
                        };
        var first =
                server.client().sendAsync(request("format=csv").build(), BodyHandlers.ofString());
        var second =
                server.client().sendAsync(request("format=csv").build(), BodyHandlers.ofString());
        await().untilAsserted(() -> {
            walks = new InMemoryWalks(readings, 7);
            HttpResponse<String> third = get("format=csv");
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.headers().firstValue("Retry-After")).hasValue("5");
        });
        gate.countDown();
        CompletableFuture.allOf(first, second).join();
        assertThat(first.join().statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(get("format=csv").statusCode()).isEqualTo(200));
    }

    private static void awaitUninterruptibly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new StoreUnavailable("stopped", e);
        }
    }

    /** A reader who leaves in the middle frees its place. */
    @Test
    void whoLeavesMakesRoomForOthers() throws Exception {
        List<StoredReading> endless =
                readings.find(ReadingFilter.ALL, new Page(80, 0, Page.Order.ASC));
        walks = (filter, order, after) -> () -> endless;
        for (int i = 0; i < 4; i++) {
            await().untilAsserted(() -> {
                HttpResponse<java.io.InputStream> answer =
                        server.send(request("format=csv"), BodyHandlers.ofInputStream());
                try (var body = answer.body()) {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(body.readNBytes(1_000)).hasSize(1_000);
                }
            });
        }
    }

    private List<String> storedIds(String order, ReadingFilter filter) {
        Page.Order way = order.equals("asc") ? Page.Order.ASC : Page.Order.DESC;
        return readings.find(filter, new Page(100, 0, way)).stream()
                .map(reading -> reading.id().toText())
                .toList();
    }

    private static List<String> ids(String format, String rows) {
        return rows.lines()
                .skip(format.equals("csv") ? 1 : 0)
                .map(line ->
                        format.equals("csv") ? line.split(",")[5] : json(line).get("id").asText())
                .collect(Collectors.toList());
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static String sha256(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private String body(String query) throws Exception {
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(String query) {
        return server.send(request(query), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String query) {
        return server.request("/api/readings/export?" + query, Role.USER);
    }
}
