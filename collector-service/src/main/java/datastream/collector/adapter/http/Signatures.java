package datastream.collector.adapter.http;

import datastream.security.TokenSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Signs what a client is to bring back unchanged, and what that is about without being in it:
 * HMAC-SHA256, cut to 144 bits. Thread-safe.
 */
final class Signatures {

    /** Bytes of a signature. */
    static final int LENGTH = 18;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    /**
     * @param purpose what is signed; one for another purpose is not good here
     */
    Signatures(TokenSecret secret, String purpose) {
        key = secret.keyFor(purpose);
    }

    byte[] sign(byte[] told, String about) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(told);
            byte[] whole = mac.doFinal(about.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(whole, LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    boolean isGood(byte[] signature, byte[] told, String about) {
        return MessageDigest.isEqual(signature, sign(told, about));
    }
}
