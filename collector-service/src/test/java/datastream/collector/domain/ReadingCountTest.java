package datastream.collector.domain;

import static datastream.collector.domain.ReadingCount.atLeast;
import static datastream.collector.domain.ReadingCount.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingCountTest {

    @Test
    void onlyAWholeCountHasABound() {
        assertThat(exactly(5).isAtMost(5)).isTrue();
        assertThat(exactly(5).isAtMost(4)).isFalse();
        assertThat(atLeast(5).isAtMost(1_000)).isFalse();
    }

    @Test
    void countsAgreeUnlessOneRulesOutTheOther() {
        assertThat(exactly(5).agreesWith(exactly(5))).isTrue();
        assertThat(exactly(5).agreesWith(exactly(6))).isFalse();
        assertThat(exactly(5).agreesWith(atLeast(5))).isTrue();
        assertThat(exactly(5).agreesWith(atLeast(6))).isFalse();
        assertThat(atLeast(5).agreesWith(exactly(6))).isTrue();
        assertThat(atLeast(5).agreesWith(exactly(4))).isFalse();
        assertThat(atLeast(5).agreesWith(atLeast(6))).isTrue();
    }

    @Test
    void saysWhatItIs() {
        assertThat(exactly(5)).hasToString("5");
        assertThat(atLeast(5)).hasToString("at least 5");
    }
}
