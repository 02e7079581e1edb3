package datastream.collector;

import datastream.collector.adapter.http.TrustedProxies;
import datastream.collector.usecase.account.AttemptLimits;
import datastream.collector.usecase.account.RegistrationPolicy;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who may have an account, and what is known of those who come. */
final class AccountOptions {

    @Option(
            names = "--registration",
            paramLabel = "closed|open",
            description =
                    "Who may register: closed for those whom an administrator registers, open for anybody, as a viewer; default ${DEFAULT-VALUE}. [REGISTRATION]",
            defaultValue = "closed",
            converter = Policy.class)
    private RegistrationPolicy registration = RegistrationPolicy.CLOSED;

    @Option(
            names = "--log-in-failures-per-name",
            paramLabel = "FAILURES",
            description =
                    "How often log-ins with one name may fail from one address, then once each five minutes; ten times as often from all addresses together, then once a minute; 1 to 1000, default ${DEFAULT-VALUE}. [LOG_IN_FAILURES_PER_NAME]",
            defaultValue = "10",
            converter = FewFailures.class)
    private int failuresPerName = 10;

    @Option(
            names = "--log-in-failures-per-source",
            paramLabel = "FAILURES",
            description =
                    "How often log-ins from one address may fail in an hour, whatever the names (of IPv6, each /64, and ten times as often from a /48); more where all come by way of a proxy; 1 to 1000000, default ${DEFAULT-VALUE}. [LOG_IN_FAILURES_PER_SOURCE]",
            defaultValue = "100",
            converter = ChangeOptions.CountAboveZero.class)
    private int failuresPerSource = 100;

    @Option(
            names = "--audit-retention",
            paramLabel = "TIME",
            description =
                    "How long the audit log is kept, such as 365d, 12h or PT36H; default ${DEFAULT-VALUE}. [AUDIT_RETENTION]",
            defaultValue = "365d",
            converter = QuarantineOptions.TimeSpan.class)
    private Duration auditRetention = AccountConfig.USUAL.auditRetention();

    @Option(
            names = "--trusted-proxies",
            paramLabel = "ADDRESSES",
            description =
                    "Proxies that are believed for whom they ask (X-Forwarded-For): addresses or networks such as 10.0.0.0/8, with commas between several; default none. [TRUSTED_PROXIES]")
    private @Nullable String proxies;

    /**
     * @throws IllegalArgumentException when a proxy is neither an address nor a network
     */
    AccountConfig config() {
        AttemptLimits attempts = AttemptLimits.of(failuresPerName, failuresPerSource);
        return new AccountConfig(
                registration, attempts, auditRetention, TrustedProxies.parse(proxies));
    }

    /** A number of guesses that protects somebody. */
    static final class FewFailures implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return ChangeOptions.parse(text, 1, 1_000);
        }
    }

    /** {@code closed} or {@code open}. */
    static final class Policy implements ITypeConverter<RegistrationPolicy> {
        @Override
        public RegistrationPolicy convert(String text) {
            for (RegistrationPolicy policy : RegistrationPolicy.values()) {
                if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return policy;
                }
            }
            throw new TypeConversionException("'" + text + "' is neither closed nor open");
        }
    }
}
