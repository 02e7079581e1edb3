package datastream.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what has to be stored and read again: AES-256-GCM under keys that are derived from the
 * secrets of the installation. A sealed text names the secret it was sealed under, so that one can
 * take the other's place. Thread-safe.
 */
public final class Sealing {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys;
    private final String current;
    private final SecretKey currentKey;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param purpose what is sealed; what was sealed for another purpose does not open here
     */
    public Sealing(TokenSecrets secrets, String purpose) {
        current = secrets.current().id();
        currentKey = key(secrets.current(), purpose);
        keys =
                secrets.all().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        TokenSecret::id, secret -> key(secret, purpose)));
    }

    private static SecretKey key(TokenSecret secret, String purpose) {
        return new SecretKeySpec(secret.keyFor(purpose).getEncoded(), "AES");
    }

    /**
     * Seals under the secret that signs now.
     *
     * @param about whose it is; it opens together with the same only
     * @return ASCII without quotes or blanks: 55 characters, and four for each three bytes
     */
    public String seal(byte[] plain, String about) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, currentKey, nonce, about);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return current + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + CIPHER, e);
        }
    }

    /**
     * What was sealed; null when that was under a secret that is not configured here, about
     * something else, or has been changed since.
     */
    public byte @Nullable [] open(String sealed, String about) {
        int dot = sealed.indexOf('.');
        SecretKey key = dot < 0 ? null : keys.get(sealed.substring(0, dot));
        if (key == null) {
            return null;
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, about);
            return cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether it was sealed under the secret that signs now. */
    public boolean isCurrent(String sealed) {
        return sealed.startsWith(current + ".");
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String about)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
