package datastream.collector.domain;

/** Bytes as capital letters and digits that nobody mistakes (RFC 4648, section 6). */
final class Base32 {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_OF_LETTER = 5;
    private static final int LETTER_MASK = (1 << BITS_OF_LETTER) - 1;
    private static final int BYTE_MASK = 0xFF;

    private Base32() {}

    /**
     * Without padding: there is nothing to fill up.
     *
     * @param bytes five, or a multiple of that
     */
    static String encode(byte[] bytes) {
        if (bytes.length % BITS_OF_LETTER != 0) {
            throw new IllegalArgumentException(bytes.length + " bytes are no multiple of five");
        }
        StringBuilder text = new StringBuilder(bytes.length * Byte.SIZE / BITS_OF_LETTER);
        int rest = 0;
        int bits = 0;
        for (byte next : bytes) {
            rest = (rest << Byte.SIZE) | (next & BYTE_MASK);
            for (bits += Byte.SIZE; bits >= BITS_OF_LETTER; bits -= BITS_OF_LETTER) {
                text.append(LETTERS.charAt((rest >> (bits - BITS_OF_LETTER)) & LETTER_MASK));
            }
            rest &= (1 << bits) - 1;
        }
        return text.toString();
    }
}
