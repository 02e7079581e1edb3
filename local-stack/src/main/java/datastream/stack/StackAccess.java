package datastream.stack;

import datastream.collector.usecase.audit.Audit;
import datastream.embedded.BrokerAccess;
import datastream.embedded.BrokerAnswer;
import datastream.embedded.BrokerGrant;
import datastream.embedded.BrokerRefusal;
import datastream.embedded.SessionBounds;
import datastream.reading.SensorScope;
import datastream.security.KeyVerifier;
import datastream.security.OwnClients;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.settings.BrokerAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Whom the stack's own broker knows: its collector and its sensors, with passwords that are made
 * anew at each start and kept in memory alone, and whoever has an API key for handing in readings,
 * under the key's name. Thread-safe.
 */
final class StackAccess implements BrokerAccess {

    /** As long as the collector asks for. */
    private static final SessionBounds OF_COLLECTOR =
            new SessionBounds(Duration.ofHours(1), 100_000);

    private static final int RANDOM_BYTES = 32;

    private final String collectorPassword = randomPassword();
    private final String sensorsPassword = randomPassword();

    /** Volatile: the collector comes after the broker, and goes before it. */
    private volatile @Nullable Known known;

    /** What a collector knows and hears. */
    private record Known(KeyVerifier keys, BrokerAudit audit) {}

    /** From now on keys are known, and refusals told. */
    void know(KeyVerifier keys, Audit audit) {
        known = new Known(keys, new BrokerAudit(audit));
    }

    /** From now on no key is: nobody hears any more whether one is revoked. */
    void forget() {
        known = null;
    }

    BrokerAddress forCollector(URI broker) {
        return new BrokerAddress(broker, OwnClients.COLLECTOR, collectorPassword);
    }

    BrokerAddress forSensors(URI broker) {
        return new BrokerAddress(broker, OwnClients.GENERATORS, sensorsPassword);
    }

    @Override
    public SessionBounds boundsOf(String user) {
        return user.equals(OwnClients.COLLECTOR) ? OF_COLLECTOR : SessionBounds.WHILE_CONNECTED;
    }

    /** Without a collector there is nobody to tell, and nothing but its own to be refused. */
    @Override
    public void refused(BrokerRefusal refusal) {
        Known now = known;
        if (now != null) {
            now.audit().note(refusal);
        }
    }

    @Override
    public BrokerAnswer ask(String user, String password) {
        return switch (user) {
            case OwnClients.COLLECTOR -> own(password, collectorPassword, CollectorGrant.INSTANCE);
            case OwnClients.GENERATORS ->
                    own(
                            password,
                            sensorsPassword,
                            new SenderGrant(user, SensorScope.UNLIMITED, () -> true));
            default -> byKey(user, password);
        };
    }

    private static BrokerAnswer own(String shown, String password, BrokerGrant grant) {
        boolean same =
                MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8),
                        password.getBytes(StandardCharsets.UTF_8));
        return same ? new BrokerAnswer.Granted(grant) : BrokerAnswer.REFUSED;
    }

    private BrokerAnswer byKey(String user, String password) {
        Known now = known;
        if (now == null) {
            return BrokerAnswer.UNAVAILABLE;
        }
        KeyVerifier keys = now.keys();
        Principal principal = keys.principalOf(password);
        if (principal == null || !principal.name().equals(Principal.nameOfKey(user))) {
            return BrokerAnswer.REFUSED;
        }
        return principal.may(Permission.INGEST)
                ? new BrokerAnswer.Granted(
                        new SenderGrant(user, principal.scope(), () -> keys.stillHolds(principal)))
                : BrokerAnswer.FORBIDDEN;
    }

    private static String randomPassword() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
