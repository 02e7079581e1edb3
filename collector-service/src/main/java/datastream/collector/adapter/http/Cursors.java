package datastream.collector.adapter.http;

import datastream.collector.domain.Page;
import datastream.collector.domain.Position;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingFilterText;
import datastream.collector.domain.ReadingId;
import datastream.reading.InvalidField;
import datastream.reading.Timestamps;
import datastream.security.TokenSecret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes positions in a result as opaque texts of 52 characters, and reads them back only for the
 * filter and the order that they were written for. A position and the time of the first question
 * can be read from the text by anyone; nobody can make or change one, for it ends in a signature
 * (HMAC-SHA256, cut to 144 bits) over these and over filter and order. Thread-safe.
 */
public final class Cursors {

    /** What is told, then the signature; a multiple of three, so that base64 has no spare bits. */
    private static final int TOLD = 1 + Integer.BYTES + Long.BYTES + Long.BYTES;

    private static final int SIGNATURE = Signatures.LENGTH;
    private static final int LENGTH = (TOLD + SIGNATURE) / 3 * 4;

    private static final int VERSION = 0x10;
    private static final int PREVIOUS = 1;
    private static final int INCLUDED = 2;

    private final Signatures signatures;

    public Cursors(TokenSecret secret) {
        signatures = new Signatures(secret, "datastream cursor");
    }

    /** What a cursor leads through. */
    enum Result {
        READINGS,
        LATEST
    }

    /**
     * A query as cursors know it.
     *
     * @param askedMicros when its first page was asked for, which a {@code duration} may depend on
     */
    record Query(Result result, ReadingFilter filter, Page.Order order, long askedMicros) {

        Query(ReadingFilter filter, Page.Order order, long askedMicros) {
            this(Result.READINGS, filter, order, askedMicros);
        }
    }

    /** A text that looks like a cursor; what it tells is not to be trusted before the check. */
    static final class Received {

        private final byte[] told;
        private final byte[] signature;

        private Received(byte[] bytes) {
            told = Arrays.copyOf(bytes, TOLD);
            signature = Arrays.copyOfRange(bytes, TOLD, TOLD + SIGNATURE);
        }

        long askedMicros() {
            return ByteBuffer.wrap(told).getLong(TOLD - Long.BYTES);
        }
    }

    String write(Position position, Query query) {
        byte[] told =
                ByteBuffer.allocate(TOLD)
                        .put(kind(position))
                        .putInt(position.reading().sensorId())
                        .putLong(position.reading().timestampMicros())
                        .putLong(query.askedMicros())
                        .array();
        byte[] text = Arrays.copyOf(told, TOLD + SIGNATURE);
        System.arraycopy(signatures.sign(told, canonical(query)), 0, text, TOLD, SIGNATURE);
        return Base64.getUrlEncoder().encodeToString(text);
    }

    /**
     * @throws InvalidField for a text that no cursor looks like
     */
    static Received receive(String text) {
        if (text.length() != LENGTH) {
            throw refusal();
        }
        try {
            Received received = new Received(Base64.getUrlDecoder().decode(text));
            Timestamps.check(received.askedMicros());
            return received;
        } catch (IllegalArgumentException | InvalidField e) {
            throw refusal();
        }
    }

    /**
     * @throws InvalidField unless it was written here, or by another collector with this secret,
     *     for this very query
     */
    Position check(Received cursor, Query query) {
        if (!signatures.isGood(cursor.signature, cursor.told, canonical(query))) {
            throw refusal();
        }
        ByteBuffer told = ByteBuffer.wrap(cursor.told);
        byte kind = told.get();
        return new Position(
                new ReadingId(told.getInt(), told.getLong()),
                (kind & PREVIOUS) == 0 ? Position.Heading.NEXT : Position.Heading.PREVIOUS,
                (kind & INCLUDED) != 0);
    }

    private static byte kind(Position position) {
        return (byte)
                (VERSION
                        | (position.heading() == Position.Heading.PREVIOUS ? PREVIOUS : 0)
                        | (position.included() ? INCLUDED : 0));
    }

    /** Another text for every other query. */
    private static String canonical(Query query) {
        return String.join(
                ";",
                query.result().name(),
                query.order().name(),
                ReadingFilterText.write(query.filter()));
    }

    private static InvalidField refusal() {
        return new InvalidField(
                "cursor",
                "must be one that was answered to this very query: with the same filter and order, and unchanged");
    }
}
