package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Door;
import datastream.collector.domain.Page;
import datastream.collector.domain.QuarantineEntry;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Quarantined;
import datastream.collector.domain.Quarantined.Reason;
import datastream.collector.domain.Slice;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.ingest.Quarantine;
import datastream.collector.usecase.quarantine.QuarantineStore;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the quarantine promises; run over the in-memory fake and over every real server. */
abstract class QuarantineContract {

    private static final long BASE = Readings.BASE;
    private static final Page NEWEST_FIRST = new Page(10_000, 0, Page.Order.DESC);

    /** Empty at the beginning of each test. */
    protected abstract Quarantine quarantine();

    protected abstract QuarantineStore store();

    @Test
    void keepsEverythingAboutAnEntry() {
        Quarantined sent =
                new Quarantined(Door.MQTT, Reason.INVALID, "id1", "wrong", "{}", false, BASE);
        quarantine().keep(List.of(sent));
        QuarantineEntry kept = all().getFirst();
        assertThat(kept.latest()).isEqualTo(sent);
        assertThat(kept.times()).isEqualTo(1);
        assertThat(kept.firstReceivedMicros()).isEqualTo(BASE);
        assertThat(store().find(kept.id())).isEqualTo(kept);
    }

    @Test
    void theSameContentAgainIsOneEntryWithTheLatestFault() {
        Quarantined later =
                new Quarantined(Door.GRPC, Reason.CONFLICT, "f", "m", "a", true, BASE + 3);
        quarantine().keep(List.of(entry("a", 0), entry("b", 1), entry("a", 2)));
        quarantine().keep(List.of(later, later));
        assertThat(all()).hasSize(2);
        QuarantineEntry again = all().getFirst();
        assertThat(again.latest())
                .isEqualTo(
                        new Quarantined(Door.HTTP, Reason.CONFLICT, "f", "m", "a", true, BASE + 3));
        assertThat(again.times()).isEqualTo(4);
        assertThat(again.firstReceivedMicros()).isEqualTo(BASE);
    }

    @Test
    void theBeginningOfALongContentIsNotAWholeOne() {
        quarantine().keep(List.of(entry("a", 0), cut("a", 1)));
        assertThat(all()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a ",
                "A",
                "\0",
                "\0\n\r\t\b\u001a",
                "'; DROP TABLE quarantine; --",
                "\\' \\\\ \" ` % _ ? :content <and>",
                "ünïcödé 温度 \u202e",
                "\ud83c\udf21",
                "\ufffe\uffff",
            })
    void keepsWhateverContent(String content) {
        quarantine().keep(List.of(entry(content, 0), entry("a", 1)));
        assertThat(contents()).containsExactly("a", content);
    }

    @Test
    void keepsTheLongestContentsTogether() {
        List<Quarantined> nasty =
                IntStream.range(0, 500)
                        .mapToObj(i -> entry(i + "\0'\"\\".repeat(1_000).substring(10), i))
                        .toList();
        quarantine().keep(nasty);
        assertThat(contents())
                .containsExactlyElementsOf(
                        nasty.reversed().stream().map(Quarantined::content).toList());
    }

    @Test
    void findsByDoorReasonAndTimeNewestFirst() {
        quarantine()
                .keep(
                        List.of(
                                of(Door.HTTP, Reason.INVALID, "0", 0),
                                of(Door.MQTT, Reason.INVALID, "1", 1),
                                of(Door.MQTT, Reason.CONFLICT, "2", 2),
                                of(Door.GRPC, Reason.MALFORMED, "3", 3),
                                cut("4", 4)));
        assertThat(contents(Door.MQTT, null, null, null)).containsExactly("2", "1");
        assertThat(contents(null, Reason.INVALID, null, null)).containsExactly("4", "1", "0");
        assertThat(contents(Door.MQTT, Reason.INVALID, null, null)).containsExactly("1");
        assertThat(contents(null, null, BASE + 1, BASE + 3)).containsExactly("2", "1");
        assertThat(contents(Door.REDRIVE, null, null, null)).isEmpty();
        QuarantineFilter readings = QuarantineFilter.ALL.thatAreReadings();
        assertThat(contents(store().find(readings, NEWEST_FIRST))).containsExactly("2", "1", "0");
        assertThat(store().count(readings)).isEqualTo(3);
    }

    @Test
    void givesAPageAndTheSizeOfTheWhole() {
        quarantine().keep(IntStream.range(0, 10).mapToObj(i -> entry("" + i, i)).toList());
        Slice<QuarantineEntry> page =
                store().find(QuarantineFilter.ALL, new Page(3, 2, Page.Order.DESC));
        assertThat(contents(page)).containsExactly("7", "6", "5");
        assertThat(page.total()).isEqualTo(10);
    }

    @Test
    void deletesWhatItIsToldAndNoMore() {
        quarantine().keep(IntStream.range(0, 6).mapToObj(i -> entry("" + i, i)).toList());
        long newest = all().getFirst().id();
        assertThat(store().delete(List.of(newest, 999_999_999_999L))).isEqualTo(1);
        assertThat(store().delete(List.of(newest))).isZero();
        assertThat(store().find(newest)).isNull();
        QuarantineFilter upToFourth = new QuarantineFilter(null, null, false, null, BASE + 4);
        assertThat(store().deleteOldest(upToFourth, 2)).isEqualTo(2);
        assertThat(contents()).containsExactly("4", "3", "2");
        assertThat(store().deleteOldest(upToFourth, 100)).isEqualTo(2);
        assertThat(contents()).containsExactly("4");
    }

    @Test
    void tellsTheTimeOfTheEntryAtAPlaceFromTheNewest() {
        quarantine().keep(IntStream.range(0, 5).mapToObj(i -> entry("" + i, i)).toList());
        assertThat(store().timeOfNewest(1)).isEqualTo(BASE + 4);
        assertThat(store().timeOfNewest(5)).isEqualTo(BASE);
        assertThat(store().timeOfNewest(6)).isNull();
    }

    private static Quarantined entry(String content, long offsetMicros) {
        return of(Door.HTTP, Reason.INVALID, content, offsetMicros);
    }

    private static Quarantined of(Door door, Reason reason, String content, long offsetMicros) {
        return new Quarantined(door, reason, "", "bad", content, true, BASE + offsetMicros);
    }

    private static Quarantined cut(String content, long offsetMicros) {
        return new Quarantined(
                Door.HTTP, Reason.INVALID, "", "bad", content, false, BASE + offsetMicros);
    }

    private List<QuarantineEntry> all() {
        return store().find(QuarantineFilter.ALL, NEWEST_FIRST).data();
    }

    private List<String> contents() {
        return contents(store().find(QuarantineFilter.ALL, NEWEST_FIRST));
    }

    private List<String> contents(Door door, Reason reason, Long from, Long to) {
        QuarantineFilter filter = new QuarantineFilter(door, reason, false, from, to);
        Slice<QuarantineEntry> found = store().find(filter, NEWEST_FIRST);
        assertThat(found.total()).isEqualTo(found.data().size());
        return contents(found);
    }

    private static List<String> contents(Slice<QuarantineEntry> entries) {
        return entries.data().stream().map(entry -> entry.latest().content()).toList();
    }
}
