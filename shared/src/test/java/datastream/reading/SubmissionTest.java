package datastream.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {

    private static final Reading READING = new Reading(new Sensor("a", "A", 1), 0, 1);
    private static final InvalidField CAUSE = new InvalidField("id1", "must be loud");

    @Test
    void keepsOrderAndCountsBothKinds() {
        Submission submission = submissionOf(List.of(false, true, true, false));

        assertThat(submission.size()).isEqualTo(4);
        assertThat(submission.readings()).containsExactly(READING, READING);
        assertThat(submission.rejections())
                .containsExactly(
                        new Rejection(0, Rejection.Code.INVALID, "id1", "must be loud"),
                        new Rejection(3, Rejection.Code.INVALID, "id1", "must be loud"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void knowsWhereEveryValidReadingStood(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 400; run++) {
            assertPositions(randomPattern(random));
        }
    }

    @Test
    void cannotBeChangedOnceBuilt() {
        Submission submission = submissionOf(List.of(true, false));

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> submission.readings().removeFirst());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> submission.rejections().removeFirst());
    }

    /** The oracle: each reading by itself, in the place where it stood. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withinAScopeEveryReadingOutsideIsBadWhereItStood(long seed) {
        SensorScope scope = new SensorScope(Set.of("a"), Set.of("IN"));
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            Submission.Builder whole = new Submission.Builder();
            Submission.Builder expected = new Submission.Builder();
            for (int i = random.nextInt(12); i > 0; i--) {
                addOne(random, scope, i, whole, expected);
            }
            assertSame(whole.build().within(scope), expected.build());
        }
    }

    private static void addOne(
            Random random,
            SensorScope scope,
            int number,
            Submission.Builder whole,
            Submission.Builder expected) {
        String content = "content " + number;
        if (random.nextInt(3) == 0) {
            whole.reject(CAUSE, content, number % 2 == 0);
            expected.reject(CAUSE, content, number % 2 == 0);
            return;
        }
        String id1 = random.nextBoolean() ? "INNER" : "OUTER";
        Reading reading = new Reading(new Sensor("a", id1, number), number, 1);
        boolean own = random.nextBoolean();
        add(whole, reading, own ? content : null);
        InvalidField fault = scope.fault(reading.sensor());
        if (fault == null) {
            add(expected, reading, own ? content : null);
        } else {
            String json = reading.toJson().replace("}", ",\"not_permitted\":true}");
            expected.reject(fault, own ? content : json);
        }
    }

    private static void add(Submission.Builder builder, Reading reading, String content) {
        if (content == null) {
            builder.accept(reading);
        } else {
            builder.accept(reading, content);
        }
    }

    private static void assertSame(Submission actual, Submission expected) {
        assertThat(actual.readings()).isEqualTo(expected.readings());
        assertThat(actual.bad()).isEqualTo(expected.bad());
        for (int i = 0; i < expected.readings().size(); i++) {
            assertThat(actual.contentOf(i)).isEqualTo(expected.contentOf(i));
            assertThat(actual.positionOf(i)).isEqualTo(expected.positionOf(i));
        }
    }

    @Test
    void isItselfWhereNothingIsOutside() {
        Submission submission = submissionOf(List.of(true, false, true));
        assertThat(submission.within(SensorScope.UNLIMITED)).isSameAs(submission);
        assertThat(submission.within(new SensorScope(Set.of("a"), Set.of("A"))))
                .isSameAs(submission);
    }

    /** The oracle: walk through the pattern and write down where each valid reading stands. */
    private static void assertPositions(List<Boolean> pattern) {
        List<Long> expected = new ArrayList<>();
        for (int position = 0; position < pattern.size(); position++) {
            if (pattern.get(position)) {
                expected.add((long) position);
            }
        }
        Submission submission = submissionOf(pattern);
        List<Long> actual = new ArrayList<>();
        for (int i = 0; i < submission.readings().size(); i++) {
            actual.add(submission.positionOf(i));
        }
        assertThat(actual).as("%s", pattern).isEqualTo(expected);
    }

    private static List<Boolean> randomPattern(Random random) {
        double validShare = random.nextDouble();
        int size = random.nextInt(40);
        List<Boolean> pattern = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            pattern.add(random.nextDouble() < validShare);
        }
        return pattern;
    }

    private static Submission submissionOf(List<Boolean> pattern) {
        var builder = new Submission.Builder();
        for (boolean valid : pattern) {
            if (valid) {
                builder.accept(READING);
            } else {
                builder.reject(CAUSE, "{}");
            }
        }
        return builder.build();
    }
}
