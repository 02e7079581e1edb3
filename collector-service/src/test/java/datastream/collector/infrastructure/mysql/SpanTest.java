package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanTest {

    @Test
    void joinedAreApartAndTheSameInstants() {
        Random random = new Random(81);
        for (int round = 0; round < 2_000; round++) {
            List<Span> spans = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                // Some have nothing in them, or less.
                long from = random.nextInt(30);
                spans.add(new Span(from, from + random.nextInt(8) - 2));
            }
            List<Span> joined = Span.joined(spans);
            for (long instant = -3; instant < 40; instant++) {
                assertThat(has(joined, instant)).as("%s", spans).isEqualTo(has(spans, instant));
            }
            for (int i = 1; i < joined.size(); i++) {
                assertThat(joined.get(i - 1).to()).isLessThan(joined.get(i).from());
            }
        }
    }

    @Test
    void manyBecomeFewByWhatIsClosest() {
        List<Span> spans =
                List.of(new Span(0, 1), new Span(10, 11), new Span(13, 14), new Span(40, 41));
        assertThat(Span.atMost(4, spans)).isEqualTo(spans);
        assertThat(Span.atMost(3, spans))
                .containsExactly(new Span(0, 1), new Span(10, 14), new Span(40, 41));
        assertThat(Span.atMost(2, spans)).containsExactly(new Span(0, 14), new Span(40, 41));
        assertThat(Span.atMost(1, spans)).containsExactly(new Span(0, 41));
    }

    private static boolean has(List<Span> spans, long instant) {
        return spans.stream().anyMatch(span -> span.from() <= instant && instant < span.to());
    }
}
