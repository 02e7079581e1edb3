package datastream.stack;

import datastream.embedded.BrokerAccess;
import datastream.embedded.BrokerAnswer;
import datastream.embedded.BrokerGrant;
import datastream.settings.BrokerAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Whom the stack's own broker knows: its collector and its sensors, with passwords that are made
 * anew at each start and kept in memory alone, and whoever has an API key for handing in readings,
 * under the key's name. Thread-safe.
 */
final class StackAccess implements BrokerAccess {

    /** Names that no key can have here. */
    private static final String COLLECTOR = "collector";

    private static final String SENSORS = "generators";

    private static final int RANDOM_BYTES = 32;

    private final String collectorPassword = randomPassword();
    private final String sensorsPassword = randomPassword();

    /** Volatile: the collector comes after the broker, and goes before it. */
    private volatile @Nullable KeyRing keys;

    /** From now on keys are known. */
    void know(KeyRing ring) {
        keys = ring;
    }

    /** From now on no key is: nobody hears any more whether one is revoked. */
    void forgetKeys() {
        keys = null;
    }

    BrokerAddress forCollector(URI broker) {
        return new BrokerAddress(broker, COLLECTOR, collectorPassword);
    }

    BrokerAddress forSensors(URI broker) {
        return new BrokerAddress(broker, SENSORS, sensorsPassword);
    }

    @Override
    public BrokerAnswer ask(String user, String password) {
        return switch (user) {
            case COLLECTOR -> own(password, collectorPassword, CollectorGrant.INSTANCE);
            case SENSORS ->
                    own(password, sensorsPassword, new SenderGrant(SENSORS, OwnSensors.INSTANCE));
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
        KeyRing known = keys;
        if (known == null) {
            return BrokerAnswer.UNAVAILABLE;
        }
        KeyRing.DeviceKey key = known.find(user, password);
        return key != null && key.mayIngest()
                ? new BrokerAnswer.Granted(new SenderGrant(user, key))
                : BrokerAnswer.REFUSED;
    }

    private static String randomPassword() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
