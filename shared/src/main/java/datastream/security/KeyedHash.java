package datastream.security;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * HMAC-SHA256 with a key that is derived from the secret of the installation: the same in each of
 * its services, and nobody without the secret finds or makes one. Thread-safe.
 */
public final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    /**
     * @param purpose what it is for; another purpose has another key
     */
    public KeyedHash(TokenSecret secret, String purpose) {
        key = secret.keyFor(purpose);
    }

    /** 32 bytes, of the parts one after the other. */
    public byte[] of(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
