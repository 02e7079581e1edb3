package datastream.collector.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an app makes codes from, and an account's codes are checked with (TOTP, RFC 6238): 160
 * random bits, six digits, a step of 30 s, HMAC-SHA-1, which is what every such app takes. The
 * weakness of SHA-1 is none of HMAC (RFC 6194, section 3.3). Immutable.
 */
public final class TotpSecret {

    private static final int BYTES = 20;
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int CODES = 1_000_000;

    /** Clocks differ, and typing takes a while (RFC 6238, section 5.2). */
    private static final int STEPS_OFF = 1;

    private static final String MAC = "HmacSHA1";
    private static final String ISSUER = "Datastream";
    private static final int OFFSET_MASK = 0xF;

    private final byte[] bytes;

    private TotpSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A new one. */
    public static TotpSecret random(SecureRandom random) {
        return new TotpSecret(RandomSecret.bytes(random, BYTES));
    }

    /** One that was kept. */
    public static TotpSecret of(byte[] bytes) {
        return new TotpSecret(bytes.clone());
    }

    /** To be kept, sealed. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** For who types it into an app: 32 letters and digits. */
    public String base32() {
        return Base32.encode(bytes);
    }

    /**
     * For who shows it to an app as a QR code.
     *
     * @param username what the app shows beside the code
     */
    public String uri(String username) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(ISSUER, username, base32(), ISSUER, DIGITS, STEP_SECONDS);
    }

    /**
     * The step whose code this is, if it is that of now or of one step before or after. Takes as
     * long for every text of six characters.
     *
     * @param second of now, since 1970, UTC
     */
    public OptionalLong stepOf(String code, long second) {
        long now = second / STEP_SECONDS;
        byte[] shown = code.getBytes(StandardCharsets.UTF_8);
        OptionalLong found = OptionalLong.empty();
        for (long step = now - STEPS_OFF; step <= now + STEPS_OFF; step++) {
            byte[] right = code(step).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(shown, right)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** The code of a step (RFC 4226, section 5.3). */
    String code(long step) {
        byte[] hash = mac(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & OFFSET_MASK;
        int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return "%06d".formatted(number % CODES);
    }

    private byte[] mac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(bytes, MAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + MAC, e);
        }
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "TotpSecret[hidden]";
    }
}
