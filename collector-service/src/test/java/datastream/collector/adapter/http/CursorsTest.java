package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.adapter.TestTokens;
import datastream.collector.domain.Page;
import datastream.collector.domain.Position;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.fake.Readings;
import datastream.reading.InvalidField;
import datastream.reading.SensorScope;
import datastream.reading.Timestamps;
import datastream.security.TokenSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=.% \u00e4";
    private static final ReadingFilter FILTER =
            new ReadingFilter(
                    Set.of("co2", "light"), Set.of("A", "B"), Set.of(1, 12), 5L, 9L, -1.5, 2.5);
    private static final Cursors.Query QUERY = query(FILTER, Page.Order.ASC);
    private static final Position POSITION =
            new Position(new ReadingId(57, Readings.BASE), Position.Heading.NEXT);

    private final Cursors cursors = new Cursors(TestTokens.SECRET);

    @Test
    void comeBackAsTheyWereWritten() {
        for (Position.Heading heading : Position.Heading.values()) {
            for (int sensorId : new int[] {1, Integer.MAX_VALUE}) {
                for (long micros : new long[] {0, Timestamps.LATEST_MICROS}) {
                    ReadingId id = new ReadingId(sensorId, micros);
                    Position position = new Position(id, heading);
                    assertThat(read(cursors.write(position, QUERY), QUERY)).isEqualTo(position);
                    Position back = position.turned();
                    assertThat(read(cursors.write(back, QUERY), QUERY)).isEqualTo(back);
                }
            }
        }
    }

    @Test
    void fitIntoAUrlAndTellWhenTheQueryWasAsked() {
        String text = cursors.write(POSITION, QUERY);
        assertThat(text).matches("[A-Za-z0-9_-]{52}");
        assertThat(Cursors.receive(text).askedMicros()).isEqualTo(QUERY.askedMicros());
    }

    @Test
    void areGoodAtEveryCollectorWithTheSameSecret() {
        Cursors others = new Cursors(new TokenSecret(TestTokens.SECRET_TEXT));
        assertThat(read(others.write(POSITION, QUERY), QUERY)).isEqualTo(POSITION);
    }

    @Test
    void ofAnotherSecretAreRefused() {
        Cursors others = new Cursors(new TokenSecret(TestTokens.SECRET_TEXT + "."));
        assertRefused(others.write(POSITION, QUERY), QUERY);
    }

    @Test
    void areRefusedWithAnyCharacterChanged() {
        String text = cursors.write(POSITION, QUERY);
        for (int i = 0; i < text.length(); i++) {
            for (char c : ALPHABET.toCharArray()) {
                if (c != text.charAt(i)) {
                    assertRefused(text.substring(0, i) + c + text.substring(i + 1), QUERY);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "next", "AAAABQAGYMgXqMp0"})
    void areRefusedWhenTheyLookLikeNone(String text) {
        assertRefused(text, QUERY);
        assertRefused(cursors.write(POSITION, QUERY) + text + "A", QUERY);
    }

    @Test
    void areGoodForTheirOwnFilterAndOrderAlone() {
        String text = cursors.write(POSITION, QUERY);
        for (Cursors.Query other : others()) {
            assertRefused(text, other);
        }
    }

    private static List<Cursors.Query> others() {
        Set<String> types = FILTER.sensorTypes();
        Set<String> id1s = FILTER.id1s();
        Set<Integer> id2s = FILTER.id2s();
        List<ReadingFilter> filters =
                List.of(
                        ReadingFilter.ALL,
                        new ReadingFilter(Set.of("co2"), id1s, id2s, 5L, 9L, -1.5, 2.5),
                        new ReadingFilter(types, Set.of("A", "BB"), id2s, 5L, 9L, -1.5, 2.5),
                        new ReadingFilter(types, Set.of(), id2s, 5L, 9L, -1.5, 2.5),
                        new ReadingFilter(types, id1s, Set.of(11, 2), 5L, 9L, -1.5, 2.5),
                        new ReadingFilter(types, id1s, id2s, 4L, 9L, -1.5, 2.5),
                        new ReadingFilter(types, id1s, id2s, null, 9L, -1.5, 2.5),
                        new ReadingFilter(types, id1s, id2s, 5L, 10L, -1.5, 2.5),
                        new ReadingFilter(types, id1s, id2s, 5L, 9L, -1.25, 2.5),
                        new ReadingFilter(types, id1s, id2s, 5L, 9L, -1.5, null),
                        inScope(Set.of("co2", "light"), Set.of()),
                        inScope(Set.of(), Set.of("A", "B")),
                        inScope(Set.of("co2"), Set.of("A")));
        List<Cursors.Query> others = new ArrayList<>(List.of(query(FILTER, Page.Order.DESC)));
        filters.forEach(filter -> others.add(query(filter, Page.Order.ASC)));
        return others;
    }

    private static ReadingFilter inScope(Set<String> types, Set<String> prefixes) {
        return new ReadingFilter(
                FILTER.sensorTypes(),
                FILTER.id1s(),
                FILTER.id2s(),
                5L,
                9L,
                -1.5,
                2.5,
                new SensorScope(types, prefixes));
    }

    /** A key that is limited in another way, or not at all, has other pages. */
    @Test
    void areGoodForTheirOwnScopeAlone() {
        Cursors.Query rooms = query(inScope(Set.of(), Set.of("ROOM")), Page.Order.ASC);
        String text = cursors.write(POSITION, rooms);
        assertThat(read(text, rooms)).isEqualTo(POSITION);
        assertRefused(text, QUERY);
        assertRefused(text, query(inScope(Set.of(), Set.of("ROO")), Page.Order.ASC));
        assertRefused(text, query(inScope(Set.of("room"), Set.of("ROOM")), Page.Order.ASC));
    }

    private static Cursors.Query query(ReadingFilter filter, Page.Order order) {
        return new Cursors.Query(filter, order, Readings.BASE + 1);
    }

    private Position read(String text, Cursors.Query query) {
        return cursors.check(Cursors.receive(text), query);
    }

    private void assertRefused(String text, Cursors.Query query) {
        assertThatThrownBy(() -> read(text, query))
                .as(text)
                .isInstanceOfSatisfying(
                        InvalidField.class, e -> assertThat(e.field()).isEqualTo("cursor"));
    }
}
