package datastream.collector.domain;

/** What an app would show. */
public final class TotpCodes {

    private TotpCodes() {}

    /** The code of a step. */
    public static String code(TotpSecret secret, long step) {
        return secret.code(step);
    }

    /** The code of a step, for who has the secret as it is shown. */
    public static String code(String base32, long step) {
        return TotpSecret.of(bytes(base32)).code(step);
    }

    private static byte[] bytes(String base32) {
        byte[] bytes = new byte[base32.length() * 5 / 8];
        long rest = 0;
        int bits = 0;
        int count = 0;
        for (char letter : base32.toCharArray()) {
            rest = (rest << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[count++] = (byte) (rest >> bits);
            }
        }
        return bytes;
    }
}
