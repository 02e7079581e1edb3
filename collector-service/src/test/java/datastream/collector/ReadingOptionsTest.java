package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.usecase.retention.ReadingRetention;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ReadingOptionsTest {

    @Test
    void readingsAreKeptForEverUnlessSomebodySaysForHowLong() {
        assertThat(parse()).isEqualTo(ReadingRetention.FOR_EVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90d", "P90D", "2160h", "PT2160H"})
    void ninetyDaysAreSaidInManyWays(String text) {
        assertThat(parse("--retention", text).age()).isEqualTo(Duration.ofDays(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "23h", "0d", "-1d", "P-1D", "P3M", "99999999d", "for ever"})
    void anythingElseOrLessThanADayIsRefused(String text) {
        assertThatThrownBy(() -> parse("--retention", text))
                .isInstanceOf(CommandLine.ParameterException.class);
    }

    private static ReadingRetention parse(String... arguments) {
        return CommandLine.populateCommand(new ReadingOptions(), arguments).retention();
    }
}
