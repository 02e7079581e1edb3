package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.usecase.limit.RequestLimit;
import datastream.collector.usecase.limit.RequestLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RequestOptionsTest {

    @Test
    void areTheUsualOnesUnlessSomebodySaysOthers() {
        assertThat(parse()).isEqualTo(RequestLimits.USUAL);
        assertThat(
                        parse(
                                "--requests-per-minute=0",
                                "--requests-at-once=7",
                                "--address-requests-per-minute=60",
                                "--address-requests-at-once=100000"))
                .isEqualTo(
                        new RequestLimits(new RequestLimit(0, 7), new RequestLimit(60, 100_000)));
    }

    @ParameterizedTest
    @CsvSource({
        "--requests-per-minute, -1",
        "--requests-per-minute, 600001",
        "--requests-per-minute, many",
        "--requests-at-once, 0",
        "--requests-at-once, 100001",
        "--address-requests-per-minute, 1.5",
        "--address-requests-at-once, 0"
    })
    void anythingElseIsRefused(String option, String value) {
        assertThatThrownBy(() -> parse(option, value))
                .isInstanceOf(CommandLine.ParameterException.class);
    }

    private static RequestLimits parse(String... arguments) {
        return CommandLine.populateCommand(new RequestOptions(), arguments).limits();
    }
}
