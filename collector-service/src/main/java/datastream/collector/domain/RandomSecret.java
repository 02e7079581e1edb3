package datastream.collector.domain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random bits as a text that nobody guesses, and what such a text is known by. */
final class RandomSecret {

    private RandomSecret() {}

    static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    static String text(String prefix, byte[] secret) {
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** 32 bytes. As many random bits as these have need no slow hash. */
    static byte[] hash(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
