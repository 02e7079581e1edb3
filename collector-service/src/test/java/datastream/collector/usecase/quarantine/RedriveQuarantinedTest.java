package datastream.collector.usecase.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.Door;
import datastream.collector.domain.Page;
import datastream.collector.domain.QuarantineEntry;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Quarantined;
import datastream.collector.domain.Quarantined.Reason;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryQuarantine;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.reading.IngestOutcome;
import datastream.reading.InvalidField;
import datastream.reading.Reading;
import datastream.reading.Rejection;
import datastream.reading.Submission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedriveQuarantinedTest {

    private static final Page NEWEST_FIRST = new Page(100, 0, Page.Order.DESC);
    private static final Reading FIRST = Readings.of(Readings.ROOM_1, 0, 1);
    private static final Reading SECOND = Readings.of(Readings.ROOM_1, 1, 2);
    private static final Reading OTHER_VALUE = Readings.of(Readings.ROOM_1, 0, 9);

    private final InMemoryReadings stored = new InMemoryReadings();
    private final GatedWriter writer = new GatedWriter(stored);
    private final TestIngest ingesting = new TestIngest(writer);
    private final InMemoryQuarantine quarantine = ingesting.quarantine();

    /** What decodes is known by its text; every other content is still bad. */
    private final Map<String, Reading> decodable = new HashMap<>();

    private final RedriveQuarantined redrive =
            new RedriveQuarantined(quarantine, ingesting.ingest(), this::decode);

    @BeforeEach
    void start() {
        ingesting.start();
    }

    @AfterEach
    void stop() {
        writer.open();
        ingesting.close();
    }

    @Test
    void anEntryLeavesOnceItsReadingIsStored() throws Exception {
        QuarantineEntry entry = kept(FIRST);
        assertThat(redrive.redrive(entry)).isEqualTo(new IngestOutcome(1, 0, List.of()));
        assertThat(stored.all()).containsExactly(FIRST);
        assertThat(quarantine.all()).isEmpty();
        assertThat(ingesting.balance().committed()).isEqualTo(1);
    }

    @Test
    void anEntryLeavesWhenItsReadingIsStoredAlready() throws Exception {
        QuarantineEntry entry = kept(FIRST);
        stored.append(List.of(FIRST));
        assertThat(redrive.redrive(entry)).isEqualTo(new IngestOutcome(0, 1, List.of()));
        assertThat(quarantine.all()).isEmpty();
    }

    @Test
    void anEntryThatIsStillBadStaysWithTheNewReason() throws Exception {
        QuarantineEntry entry = kept(FIRST);
        stored.append(List.of(OTHER_VALUE));
        assertThat(redrive.redrive(entry).rejections())
                .extracting(Rejection::code)
                .containsExactly(Rejection.Code.CONFLICT);
        assertThat(quarantine.find(entry.id()).latest().reason()).isEqualTo(Reason.CONFLICT);
        assertThat(quarantine.all()).hasSize(1);
    }

    @Test
    void anEntryThatConflictsStaysTheOneEntryHoweverItIsWritten() throws Exception {
        String written = "  " + FIRST.toJson().replace(",", " , ");
        decodable.put(written, FIRST);
        QuarantineEntry entry = kept(written, 0, Reason.INVALID);
        stored.append(List.of(OTHER_VALUE));
        redrive.redrive(entry);
        redrive.redrive(QuarantineFilter.ALL);
        assertThat(quarantine.all()).hasSize(1);
        QuarantineEntry now = quarantine.find(entry.id());
        assertThat(now.latest().content()).isEqualTo(written);
        assertThat(now.latest().reason()).isEqualTo(Reason.CONFLICT);
        assertThat(now.times()).isEqualTo(3);
    }

    @Test
    void anEntryStaysTheOneEntryHoweverItsFaultIsReported() throws Exception {
        QuarantineEntry entry = kept(" still bad ", 0, Reason.INVALID);
        redrive.redrive(entry);
        redrive.redrive(QuarantineFilter.ALL);
        assertThat(quarantine.all()).hasSize(1);
        assertThat(quarantine.find(entry.id()).times()).isEqualTo(3);
    }

    @Test
    void anEntryStaysWhenItIsNotKnownToBeStored() throws Exception {
        QuarantineEntry entry = kept(FIRST);
        ingesting.close();
        assertThatThrownBy(() -> redrive.redrive(entry)).isInstanceOf(StoreUnavailable.class);
        assertThat(quarantine.all()).hasSize(1);
    }

    @Test
    void aCorrectionTakesTheEntrysPlace() throws Exception {
        QuarantineEntry entry = kept("not a reading", 0, Reason.MALFORMED);
        assertThat(redrive.correct(entry, of(SECOND)).committed()).isEqualTo(1);
        assertThat(stored.all()).containsExactly(SECOND);
        assertThat(quarantine.all()).isEmpty();
    }

    @Test
    void aCorrectionThatIsBadAgainDoesNotLoseTheOriginal() throws Exception {
        QuarantineEntry entry = kept("original", 0, Reason.INVALID);
        assertThat(redrive.correct(entry, bad("bad again")).rejections()).hasSize(1);
        assertThat(quarantine.all()).containsExactly(entry.latest());
        stored.append(List.of(FIRST));
        assertThat(redrive.correct(entry, of(OTHER_VALUE)).rejections()).hasSize(1);
        assertThat(quarantine.find(entry.id())).isEqualTo(entry);
    }

    @Test
    void ofManyThoseThatAreStoredLeaveAndTheOthersStay() throws Exception {
        kept(FIRST);
        kept("still bad", 1, Reason.INVALID);
        kept(SECOND);
        kept("malformed", 2, Reason.MALFORMED);
        stored.append(List.of(SECOND));
        assertThat(redrive.redrive(QuarantineFilter.ALL)).isEqualTo(new Redriven(1, 1, 1, 0));
        assertThat(stored.all()).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(quarantine.all())
                .extracting(Quarantined::content)
                .containsExactly("still bad", "malformed");
    }

    @Test
    void ofVeryManyTheOldestAreTriedAndTheRestCounted() throws Exception {
        List<Reading> readings = Readings.series(Readings.ROOM_1, RedriveQuarantined.MOST + 5);
        readings.forEach(this::keep);
        assertThat(redrive.redrive(QuarantineFilter.ALL))
                .isEqualTo(new Redriven(RedriveQuarantined.MOST, 0, 0, 5));
        assertThat(stored.all())
                .containsExactlyInAnyOrderElementsOf(readings.subList(0, RedriveQuarantined.MOST));
        assertThat(redrive.redrive(QuarantineFilter.ALL)).isEqualTo(new Redriven(5, 0, 0, 0));
        assertThat(quarantine.all()).isEmpty();
    }

    private QuarantineEntry kept(Reading reading) {
        decodable.put(reading.toJson(), reading);
        return kept(reading.toJson(), reading.timestampMicros() - Readings.BASE, Reason.INVALID);
    }

    private void keep(Reading reading) {
        decodable.put(reading.toJson(), reading);
        keep(reading.toJson(), reading.timestampMicros() - Readings.BASE, Reason.INVALID);
    }

    private QuarantineEntry kept(String content, long offsetMicros, Reason reason) {
        keep(content, offsetMicros, reason);
        return quarantine.find(QuarantineFilter.ALL, NEWEST_FIRST).data().stream()
                .filter(entry -> entry.latest().content().equals(content))
                .findFirst()
                .orElseThrow();
    }

    private void keep(String content, long offsetMicros, Reason reason) {
        quarantine.keep(
                List.of(
                        new Quarantined(
                                Door.HTTP,
                                reason,
                                "",
                                "bad",
                                content,
                                true,
                                Readings.BASE + offsetMicros)));
    }

    private Submission decode(String content) {
        Reading reading = decodable.get(content);
        return reading == null ? bad(content.strip()) : of(reading);
    }

    private static Submission bad(String content) {
        Submission.Builder submission = new Submission.Builder();
        submission.reject(new InvalidField("", "is bad"), content);
        return submission.build();
    }

    private static Submission of(Reading reading) {
        Submission.Builder submission = new Submission.Builder();
        List.of(reading).forEach(submission::accept);
        return submission.build();
    }
}
