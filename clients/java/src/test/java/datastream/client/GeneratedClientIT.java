package datastream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import datastream.client.ChangesApi.APIEditReadingsRequest;
import datastream.client.ReadingsApi.APIExportReadingsRequest;
import datastream.client.ReadingsApi.APIFindLatestReadingsRequest;
import datastream.client.ReadingsApi.APIFindReadingsRequest;
import datastream.client.model.Account;
import datastream.client.model.Change;
import datastream.client.model.ChangeOrPreview;
import datastream.client.model.ChangePreview;
import datastream.client.model.ChangedReading;
import datastream.client.model.Credentials;
import datastream.client.model.Edit;
import datastream.client.model.FieldError;
import datastream.client.model.IngestOutcome;
import datastream.client.model.NewAccount;
import datastream.client.model.NewReading;
import datastream.client.model.Problem;
import datastream.client.model.Reading;
import datastream.client.model.ReadingPage;
import datastream.client.model.Rejection;
import datastream.client.model.UnconfirmedProblem;
import java.io.File;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The client that is generated from the OpenAPI document, against a real collector: what the
 * document says is what the collector does.
 */
@Timeout(180)
class GeneratedClientIT {

    private static final String USERNAME = "ada";
    private static final String PASSWORD = "lovelace-1843";
    private static final OffsetDateTime EIGHT =
            OffsetDateTime.of(2026, 11, 21, 8, 0, 0, 123_456_000, ZoneOffset.UTC);

    private static final RealCollector COLLECTOR = new RealCollector();
    private static final ApiClient CLIENT = new ApiClient();

    private final ReadingsApi readings = new ReadingsApi(CLIENT);
    private final ChangesApi changes = new ChangesApi(CLIENT);

    @BeforeAll
    static void startAndLogIn() throws Exception {
        COLLECTOR.start();
        CLIENT.updateBaseUri(COLLECTOR.url());
        AccountsApi accounts = new AccountsApi(CLIENT);
        Account first = accounts.register(new NewAccount().username(USERNAME).password(PASSWORD));
        assertThat(first.getRole()).isEqualTo(Account.RoleEnum.ADMIN);
        String token =
                accounts.login(new Credentials().username(USERNAME).password(PASSWORD)).getToken();
        CLIENT.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    }

    @AfterAll
    static void stop() {
        COLLECTOR.close();
    }

    @Test
    void theExampleOfTheReadmeFindsWhatWasJustMeasured() throws ApiException {
        NewReading reading = reading("README", 1, OffsetDateTime.now(), 21.5);
        readings.ingestReadings(List.of(reading));
        List<Reading> newest = Example.newest(USERNAME, PASSWORD, COLLECTOR.url());
        assertThat(newest).extracting(Reading::getSensorValue).containsExactly(21.5);
    }

    @Test
    void oneBadReadingCostsOneReading() throws ApiException {
        IngestOutcome outcome =
                readings.ingestReadings(
                        List.of(
                                reading("Lab", 1, EIGHT, 1),
                                reading(
                                        "BAD",
                                        1,
                                        EIGHT.withOffsetSameInstant(ZoneOffset.ofHours(1)),
                                        2)));
        assertThat(outcome.getReceived()).isEqualTo(2);
        assertThat(outcome.getCommitted()).isEqualTo(1);
        assertThat(outcome.getRejected())
                .extracting(Rejection::getIndex, Rejection::getCode, Rejection::getField)
                .containsExactly(tuple(0L, Rejection.CodeEnum.INVALID, "id1"));
        assertThat(find("BAD").getData()).extracting(Reading::getTimestamp).containsExactly(EIGHT);
    }

    @Test
    void findsWithFiltersPageAfterPage() throws ApiException {
        ingest("WALK", 1, 1, 2, 3, 4, 5);
        var request =
                APIFindReadingsRequest.newBuilder()
                        .sensorType(List.of("temperature", "co2"))
                        .id1(List.of("WALK"))
                        .id2(List.of(1, 2))
                        .from(EIGHT)
                        .to(EIGHT.plusSeconds(5))
                        .minValue(1.5)
                        .maxValue(5.0)
                        .order("asc")
                        .limit(3);
        ReadingPage first = readings.findReadings(request.build());
        assertThat(first.getTotal()).isEqualTo(4);
        assertThat(first.getPreviousCursor()).isNull();
        ReadingPage second = readings.findReadings(request.cursor(first.getNextCursor()).build());
        assertThat(second.getNextCursor()).isNull();
        List<Reading> all = new ArrayList<>(first.getData());
        all.addAll(second.getData());
        assertThat(all).extracting(Reading::getSensorValue).containsExactly(2.0, 3.0, 4.0, 5.0);
        Reading one = readings.getReading(all.getFirst().getId(), null);
        assertThat(one).isEqualTo(all.getFirst());
        assertThat(one.getTimestamp()).isEqualTo(EIGHT.plusSeconds(1));
    }

    @Test
    void findsTheNewestReadingOfEachSensor() throws ApiException {
        ingest("LATEST", 1, 1, 2);
        ingest("LATEST", 2, 3, 4);
        var request = APIFindLatestReadingsRequest.newBuilder().id1(List.of("LATEST")).build();
        assertThat(readings.findLatestReadings(request).getData())
                .extracting(Reading::getId2, Reading::getSensorValue)
                .containsExactly(tuple(1, 2.0), tuple(2, 4.0));
    }

    @Test
    void editsWhatADryRunHasShownAndTakesItBack() throws ApiException {
        ingest("EDIT", 1, 10, 20, 30);
        var request =
                APIEditReadingsRequest.newBuilder()
                        .id1(List.of("EDIT"))
                        .edit(new Edit().multiply(0.5).reason("recalibrated"));
        ChangePreview preview =
                changes.editReadings(request.dryRun(true).build()).getChangePreview();
        assertThat(preview.getCount()).isEqualTo(3);
        assertThat(preview.getConfirmationNeeded()).isTrue();
        assertThat(preview.getSample())
                .extracting(ChangedReading::getBefore, ChangedReading::getAfter)
                .containsExactly(tuple(10.0, 5.0), tuple(20.0, 10.0), tuple(30.0, 15.0));

        request.dryRun(null);
        UnconfirmedProblem problem =
                problem(409, UnconfirmedProblem.class, () -> changes.editReadings(request.build()));
        assertThat(problem.getCount()).isEqualTo(3);

        ChangeOrPreview done = changes.editReadings(request.confirm(preview.getConfirm()).build());
        Change edit = done.getChange();
        assertThat(edit.getKind()).isEqualTo(Change.KindEnum.EDIT);
        assertThat(edit.getStatus()).isEqualTo(Change.StatusEnum.DONE);
        assertThat(edit.getEdit().getMultiply()).isEqualTo(0.5);
        assertThat(edit.getFilter().getId1()).containsExactly("EDIT");
        assertThat(values("EDIT")).containsExactly(5.0, 10.0, 15.0);
        assertThat(changes.getChange(edit.getId(), null, null).getReadings()).hasSize(3);

        Change undo = changes.undoChange(edit.getId(), null);
        assertThat(undo.getUndoes()).isEqualTo(edit.getId());
        assertThat(undo.getFilter()).isNull();
        assertThat(values("EDIT")).containsExactly(10.0, 20.0, 30.0);
    }

    @Test
    void deletesOneReadingByItsIdAndTakesItBack() throws ApiException {
        ingest("DELETE", 1, 1, 2);
        Reading newest = find("DELETE").getData().getFirst();
        Change delete = changes.deleteReading(newest.getId(), "sensor was in the sun");
        assertThat(delete.getReason()).isEqualTo("sensor was in the sun");
        assertThat(values("DELETE")).containsExactly(1.0);
        changes.undoChange(delete.getId(), null);
        assertThat(find("DELETE").getData().getFirst()).isEqualTo(newest);
    }

    @Test
    void anErrorIsAProblemThatNamesTheParameter() throws Exception {
        var request = APIFindReadingsRequest.newBuilder().limit(0).build();
        Problem problem = problem(400, Problem.class, () -> readings.findReadings(request));
        assertThat(problem.getStatus()).isEqualTo(400);
        assertThat(problem.getErrors()).extracting(FieldError::getField).containsExactly("limit");
    }

    @Test
    void exportsAFile() throws Exception {
        ingest("EXPORT", 1, 1, 2);
        var request =
                APIExportReadingsRequest.newBuilder()
                        .format("csv")
                        .id1(List.of("EXPORT"))
                        .summary(false);
        File file = readings.exportReadings(request.build());
        assertThat(Files.readAllLines(file.toPath()))
                .hasSize(3)
                .first()
                .isEqualTo("sensor_type,id1,id2,timestamp,sensor_value,id");
        Files.delete(file.toPath());
    }

    private interface Call {
        void run() throws ApiException;
    }

    private static <P> P problem(int status, Class<P> type, Call call) {
        List<P> problems = new ArrayList<>();
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(call::run)
                .satisfies(e -> {
                    assertThat(e.getCode()).isEqualTo(status);
                    problems.add(CLIENT.getObjectMapper().readValue(e.getResponseBody(), type));
                });
        return problems.getFirst();
    }

    /** A second apart each. */
    private void ingest(String id1, int id2, double... values) throws ApiException {
        List<NewReading> all = new ArrayList<>();
        for (double value : values) {
            all.add(reading(id1, id2, EIGHT.plusSeconds(all.size()), value));
        }
        IngestOutcome outcome = readings.ingestReadings(all);
        assertThat(outcome.getCommitted()).isEqualTo(values.length);
    }

    private static NewReading reading(String id1, int id2, OffsetDateTime when, double value) {
        return new NewReading()
                .sensorType("temperature")
                .id1(id1)
                .id2(id2)
                .timestamp(when)
                .sensorValue(value);
    }

    private ReadingPage find(String id1) throws ApiException {
        return readings.findReadings(APIFindReadingsRequest.newBuilder().id1(List.of(id1)).build());
    }

    /** Oldest first. */
    private List<Double> values(String id1) throws ApiException {
        return find(id1).getData().reversed().stream().map(Reading::getSensorValue).toList();
    }
}
