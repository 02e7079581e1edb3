package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.adapter.http.TrustedProxies;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.collector.usecase.account.AttemptLimits;
import datastream.collector.usecase.account.RegistrationPolicy;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.limit.RequestLimits;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.http.RestConfig;
import datastream.security.Admission;
import datastream.security.TokenSecrets;
import datastream.tls.TlsConfig;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A stopwatch does not tell whether there is an account of a name. Takes minutes and a quiet
 * machine, so it runs only when it is asked for; that each log-in costs one hash is tested always.
 */
@EnabledIfEnvironmentVariable(
        named = "DATASTREAM_LOG_IN_TIMING",
        matches = "true",
        disabledReason = "takes minutes; DATASTREAM_LOG_IN_TIMING=true runs it")
class LogInTimingIT {

    private static final int WARM_UP = 100;
    private static final int TRIES = 1_000;
    private static final int ENOUGH = 1_000_000;

    @Test
    void anUnknownNameTakesAsLongAsAWrongPassword() throws Exception {
        DatabaseConfig server = TestServers.mariaDb();
        TestServers.empty(server);
        try (Collector collector = collector(server)) {
            collector.start();
            try (RestClient rest = new RestClient(collector.restPort())) {
                rest.post("/register", body("ann", "correct horse"));
                long[] known = new long[TRIES];
                long[] unknown = new long[TRIES];
                for (int i = -WARM_UP; i < TRIES; i++) {
                    long one = refusal(rest, "ann");
                    long other = refusal(rest, "bob");
                    if (i >= 0) {
                        known[i] = one;
                        unknown[i] = other;
                    }
                }
                double ofKnown = median(known);
                double ofUnknown = median(unknown);
                System.out.printf(
                        "Medians over %d tries: wrong password %.3f ms, unknown name %.3f ms, ratio %.4f%n",
                        TRIES, ofKnown / 1e6, ofUnknown / 1e6, ofUnknown / ofKnown);
                assertThat(ofUnknown / ofKnown).isCloseTo(1, within(0.05));
            }
        }
    }

    private static Collector collector(DatabaseConfig server) {
        return new Collector(
                new CollectorConfig(
                        new RestConfig("127.0.0.1", 0),
                        new GrpcConfig("127.0.0.1", 0),
                        null,
                        server,
                        ReadingRetention.FOR_EVER,
                        RetentionConfig.USUAL,
                        ChangeConfig.USUAL,
                        new AccountConfig(
                                RegistrationPolicy.CLOSED,
                                AttemptLimits.of(ENOUGH, ENOUGH),
                                Duration.ofDays(1),
                                TrustedProxies.NONE),
                        new TokenSecrets(TestTokens.SECRET),
                        TlsConfig.NONE,
                        Admission.KNOWN_SENDERS,
                        RequestLimits.NONE));
    }

    private static long refusal(RestClient rest, String username) throws Exception {
        long start = System.nanoTime();
        int status = rest.post("/login", body(username, "wrong horse")).status();
        long time = System.nanoTime() - start;
        assertThat(status).isEqualTo(401);
        return time;
    }

    private static double median(long[] times) {
        Arrays.sort(times);
        return (times[times.length / 2 - 1] + times[times.length / 2]) / 2.0;
    }

    private static String body(String username, String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
    }
}
