package datastream.collector.usecase.account;

import datastream.collector.domain.TotpSecret;
import datastream.security.Sealing;
import datastream.security.TokenSecrets;
import org.jspecify.annotations.Nullable;

/**
 * Seals the secrets of second factors, each for its account: that of another, put in its place,
 * does not open. Thread-safe.
 */
public final class TotpSeal {

    private final Sealing sealing;

    public TotpSeal(TokenSecrets secrets) {
        sealing = new Sealing(secrets, "second factors");
    }

    String seal(int account, TotpSecret secret) {
        return sealing.seal(secret.bytes(), about(account));
    }

    /** Null when it was sealed under a secret that is not configured, or for another account. */
    @Nullable TotpSecret open(int account, String sealed) {
        byte[] bytes = sealing.open(sealed, about(account));
        return bytes == null ? null : TotpSecret.of(bytes);
    }

    boolean isCurrent(String sealed) {
        return sealing.isCurrent(sealed);
    }

    private static String about(int account) {
        return "account " + account;
    }
}
