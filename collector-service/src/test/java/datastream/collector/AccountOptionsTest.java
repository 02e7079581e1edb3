package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.adapter.http.TrustedProxies;
import datastream.collector.usecase.account.AttemptLimits;
import datastream.collector.usecase.account.RegistrationPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AccountOptionsTest {

    @Test
    void areTheUsualOnesUnlessSomebodySaysOthers() {
        assertThat(parse()).isEqualTo(AccountConfig.USUAL);
        assertThat(
                        parse(
                                "--registration=open",
                                "--log-in-failures-per-name=3",
                                "--log-in-failures-per-source=5000",
                                "--audit-retention=P90D",
                                "--trusted-proxies=10.0.0.0/8, ::1"))
                .isEqualTo(
                        new AccountConfig(
                                RegistrationPolicy.OPEN,
                                AttemptLimits.of(3, 5_000),
                                Duration.ofDays(90),
                                TrustedProxies.parse("10.0.0.0/8,::1")));
    }

    @ParameterizedTest
    @CsvSource({
        "--log-in-failures-per-name, 0",
        "--log-in-failures-per-name, 1001",
        "--log-in-failures-per-name, ten",
        "--log-in-failures-per-source, 0",
        "--log-in-failures-per-source, 1000001",
        "--log-in-failures-per-source, -1",
        "--audit-retention, 0d",
        "--audit-retention, 365",
        "--audit-retention, for ever"
    })
    void anythingElseIsRefused(String option, String value) {
        assertThatThrownBy(() -> parse(option, value))
                .isInstanceOf(CommandLine.ParameterException.class);
    }

    private static AccountConfig parse(String... arguments) {
        return CommandLine.populateCommand(new AccountOptions(), arguments).config();
    }
}
