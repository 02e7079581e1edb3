package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.adapter.TestTokens;
import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.ScriptedChanges;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.change.ChangeJobs;
import datastream.collector.usecase.change.ChangeMetrics;
import datastream.collector.usecase.change.ChangeReadings;
import datastream.collector.usecase.find.FindReadings;
import datastream.security.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those who change readings see while others do, over a store that is told what to do. */
class ReadingChangeRoutesIT {

    private final InMemoryReadings readings = new InMemoryReadings();
    private final ScriptedChanges changes = new ScriptedChanges();
    @AutoClose private RouteServer server;
    private String path;

    @BeforeEach
    void start() {
        readings.append(Readings.series(Readings.ROOM_1, 1));
        ReadingId id = stored().getFirst().id();
        path = "/api/readings/" + id.toText();
        ReadingChangeRoutes routes =
                new ReadingChangeRoutes(
                        new ChangeReadings(
                                changes,
                                new ChangeJobs(changes, changes, ChangeMetrics.NONE),
                                ChangeConfig.USUAL,
                                ChangeMetrics.NONE),
                        new FindReadings(readings),
                        new Confirmations(TestTokens.SECRET, Clock.systemUTC()));
        server = new RouteServer(routes::addTo);
    }

    private List<StoredReading> stored() {
        return readings.find(ReadingFilter.ALL, new Page(10, 0, Page.Order.ASC));
    }

    @Test
    void anEditOfAReadingThatHasTheValueAlreadyChangesNothing() throws Exception {
        HttpResponse<String> answer = patch(path, "{\"sensor_value\":0}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"id\":null", "\"count\":0");
    }

    /** Between the look at it and the edit. */
    @Test
    void anEditOfAReadingThatWasDeletedAMomentAgoFindsNothing() throws Exception {
        changes.beforeCount = readings::clear;
        HttpResponse<String> answer = patch(path, "{\"sensor_value\":5}");
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    /** It is a job then, which needs no number to begin. */
    @Test
    void whatCannotBeCountedInTimeIsConfirmedAllTheSame() throws Exception {
        changes.countable = false;
        changes.counted = 40_000_000;
        HttpResponse<String> dry = patch("/api/readings?id1=ROOM&dry_run=true", "{\"add\":1}");
        assertThat(dry.statusCode()).isEqualTo(200);
        assertThat(dry.body()).contains("\"count\":40000000,\"count_exact\":false");
        String confirm = dry.body().replaceAll(".*\"confirm\":\"([^\"]+)\".*", "$1");
        changes.counted = 30_000_000;
        HttpResponse<String> job =
                patch("/api/readings?id1=ROOM&confirm=" + confirm, "{\"add\":1}");
        assertThat(job.statusCode()).isEqualTo(202);
        assertThat(changes.calls()).containsExactly("enqueue 30000000");
    }

    private HttpResponse<String> patch(String target, String body) throws Exception {
        HttpRequest.Builder request =
                server.request(target, Role.USER)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(body));
        return server.send(request, BodyHandlers.ofString());
    }
}
