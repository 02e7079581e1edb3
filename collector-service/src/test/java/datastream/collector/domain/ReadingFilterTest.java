package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.reading.InvalidField;
import datastream.reading.SensorScope;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReadingFilterTest {

    @Test
    void hasAtMostAHundredValuesOfEachPart() {
        assertThat(ReadingFilter.ofSensors(words(100, "a"), words(100, "A"), numbers(100)).id2s())
                .hasSize(100);
        assertRefused(
                "sensor_type", () -> ReadingFilter.ofSensors(words(101, "a"), none(), none()));
        assertRefused("id1", () -> ReadingFilter.ofSensors(none(), words(101, "A"), none()));
        assertRefused("id2", () -> ReadingFilter.ofSensors(none(), none(), numbers(101)));
    }

    @Test
    void isRefusedByTheNameOfThePartThatBreaksItsRule() {
        assertRefused(
                "sensor_type", () -> ReadingFilter.ofSensors(Set.of("a", "B"), none(), none()));
        assertRefused("id1", () -> ReadingFilter.ofSensors(none(), Set.of("A", ""), none()));
        assertRefused("id2", () -> ReadingFilter.ofSensors(none(), none(), Set.of(1, -1)));
        assertRefused("min_value", () -> valued(Double.NaN, null));
        assertRefused("max_value", () -> valued(null, Double.POSITIVE_INFINITY));
        assertRefused("min_value", () -> valued(1.5, 1.25));
    }

    @Test
    void isTheSameInWhateverOrderAndWithWhicheverZeroItIsSaid() {
        assertThat(ReadingFilter.ofSensors(none(), Set.of("B", "A", "C"), Set.of(10, 9)))
                .hasToString(
                        ReadingFilter.ofSensors(none(), Set.of("C", "B", "A"), Set.of(9, 10))
                                .toString())
                .isEqualTo(ReadingFilter.ofSensors(none(), Set.of("C", "B", "A"), Set.of(9, 10)));
        assertThat(valued(-0.0, -0.0)).isEqualTo(valued(0.0, 0.0));
    }

    private static ReadingFilter valued(Double least, Double most) {
        return new ReadingFilter(none(), none(), none(), null, null, least, most);
    }

    private static <T> Set<T> none() {
        return Set.of();
    }

    private static Set<String> words(int count, String letter) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> letter.repeat(1 + i / 10) + (char) (letter.charAt(0) + i % 10))
                .collect(Collectors.toSet());
    }

    private static Set<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toSet());
    }

    private static void assertRefused(String field, ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOfSatisfying(
                        InvalidField.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void anEndIsGivenToWhatHasNoneAndHasBegunByThen() {
        ReadingFilter open = new ReadingFilter(Set.of(), Set.of(), Set.of(), 5L, null, 1.0, 2.0);
        ReadingFilter closed = new ReadingFilter(Set.of(), Set.of(), Set.of(), 5L, 7L, 1.0, 2.0);
        assertThat(open.endingBy(7)).isEqualTo(closed);
        assertThat(closed.endingBy(6)).isEqualTo(closed);
        assertThat(open.endingBy(4)).isEqualTo(open);
        assertThat(ReadingFilter.ALL.endingBy(7).toMicros()).isEqualTo(7);
    }

    @Test
    void whatIsMadeOfOneThatIsLimitedIsLimitedToo() {
        SensorScope rooms = new SensorScope(Set.of(), Set.of("ROOM"));
        ReadingFilter limited =
                new ReadingFilter(Set.of(), Set.of(), Set.of(), null, null, null, null, rooms);
        assertThat(limited.endingBy(7).scope()).isEqualTo(rooms);
        assertThat(limited.from(7).scope()).isEqualTo(rooms);
        assertThat(limited.namesSensors()).isTrue();
        assertThat(limited).isNotEqualTo(ReadingFilter.ALL);
    }
}
