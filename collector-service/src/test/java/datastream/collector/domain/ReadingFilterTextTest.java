package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.fake.Filters;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingFilterTextTest {

    @Test
    void aFilterComesBackAndNoOtherHasItsText() {
        Random random = new Random(9);
        Map<String, ReadingFilter> seen = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            ReadingFilter filter = Filters.random(random);
            String text = ReadingFilterText.write(filter);
            assertThat(ReadingFilterText.read(text)).isEqualTo(filter);
            assertThat(seen.computeIfAbsent(text, _ -> filter)).isEqualTo(filter);
        }
        assertThat(ReadingFilterText.read(ReadingFilterText.write(ReadingFilter.ALL)))
                .isEqualTo(ReadingFilter.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";;;", ";;;null;null;null", ";;;null;null;null;x", "a;b;;;;;"})
    void whatIsNoFilterIsRefused(String text) {
        assertThatThrownBy(() -> ReadingFilterText.read(text)).isInstanceOf(RuntimeException.class);
    }
}
