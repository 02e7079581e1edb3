package datastream.collector.adapter.http;

import datastream.security.KeyedHash;
import datastream.security.TokenSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Signs what a client is to bring back unchanged, and what that is about without being in it:
 * HMAC-SHA256, cut to 144 bits. Thread-safe.
 */
final class Signatures {

    /** Bytes of a signature. */
    static final int LENGTH = 18;

    private final KeyedHash hash;

    /**
     * @param purpose what is signed; one for another purpose is not good here
     */
    Signatures(TokenSecret secret, String purpose) {
        hash = new KeyedHash(secret, purpose);
    }

    byte[] sign(byte[] told, String about) {
        return Arrays.copyOf(hash.of(told, about.getBytes(StandardCharsets.UTF_8)), LENGTH);
    }

    boolean isGood(byte[] signature, byte[] told, String about) {
        return MessageDigest.isEqual(signature, sign(told, about));
    }
}
