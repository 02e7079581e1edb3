package datastream.collector;

import datastream.collector.adapter.http.TrustedProxies;
import datastream.collector.usecase.account.AttemptLimits;
import datastream.collector.usecase.account.RegistrationPolicy;
import java.time.Duration;

/**
 * Who may have an account, and what is known of those who come.
 *
 * @param registration who may make an account for himself
 * @param attempts how often log-ins may fail
 * @param auditRetention how long the audit log is kept, above 0
 * @param proxies who is believed for whom he asks
 */
public record AccountConfig(
        RegistrationPolicy registration,
        AttemptLimits attempts,
        Duration auditRetention,
        TrustedProxies proxies) {

    /** Administrators alone make accounts; the audit log is kept for a year. */
    public static final AccountConfig USUAL =
            new AccountConfig(
                    RegistrationPolicy.CLOSED,
                    AttemptLimits.USUAL,
                    Duration.ofDays(365),
                    TrustedProxies.NONE);

    public AccountConfig {
        if (!auditRetention.isPositive()) {
            throw new IllegalArgumentException("an audit log that is kept " + auditRetention);
        }
    }
}
