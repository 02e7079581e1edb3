package datastream.collector.adapter.http;

import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.ReadingCount;
import datastream.collector.domain.ReadingFilterText;
import datastream.collector.usecase.change.ChangeReadings;
import datastream.reading.InvalidField;
import datastream.security.TokenSecret;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes confirmation tokens: that somebody was told how many readings a change would change. A
 * token is an opaque text of 48 characters, good for ten minutes, for one change: that which was
 * measured, by the same user and of the same number of readings, at every collector with this
 * secret. Thread-safe.
 */
public final class Confirmations {

    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final short VERSION = 1;
    private static final int TOLD = Short.BYTES + Long.BYTES + Long.BYTES;
    private static final int LENGTH = (TOLD + Signatures.LENGTH) / 3 * 4;

    private final Signatures signatures;
    private final Clock clock;

    public Confirmations(TokenSecret secret, Clock clock) {
        this.signatures = new Signatures(secret, "datastream confirmation");
        this.clock = clock;
    }

    /** A text that looks like a token; what it tells is not to be trusted before the check. */
    static final class Received {

        private final byte[] told;
        private final byte[] signature;

        private Received(byte[] bytes) {
            told = Arrays.copyOf(bytes, TOLD);
            signature = Arrays.copyOfRange(bytes, TOLD, TOLD + Signatures.LENGTH);
        }

        /** When the dry run was asked for, on which the filter's time may depend. */
        Instant asked() {
            return Instant.ofEpochMilli(ByteBuffer.wrap(told).getLong(Short.BYTES));
        }

        /** One that is not exact is written as its complement, which is below 0. */
        private ReadingCount count() {
            long count = ByteBuffer.wrap(told).getLong(Short.BYTES + Long.BYTES);
            return count < 0 ? ReadingCount.atLeast(~count) : ReadingCount.exactly(count);
        }
    }

    /** Cut to what a token keeps. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /**
     * @param asked as {@link #now} when the change was measured
     * @param count readings that it would change
     */
    String write(ChangeTask.OfFilter task, String user, Instant asked, ReadingCount count) {
        byte[] told =
                ByteBuffer.allocate(TOLD)
                        .putShort(VERSION)
                        .putLong(asked.toEpochMilli())
                        .putLong(count.exact() ? count.readings() : ~count.readings())
                        .array();
        byte[] text = Arrays.copyOf(told, TOLD + Signatures.LENGTH);
        byte[] signature = signatures.sign(told, canonical(task, user));
        System.arraycopy(signature, 0, text, TOLD, Signatures.LENGTH);
        return Base64.getUrlEncoder().encodeToString(text);
    }

    /**
     * @throws InvalidField for a text that no token looks like, or one that is too old
     */
    Received receive(String text) {
        if (text.length() != LENGTH) {
            throw refusal();
        }
        try {
            Received received = new Received(Base64.getUrlDecoder().decode(text));
            Duration age = Duration.between(received.asked(), clock.instant());
            if (age.abs().compareTo(LIFETIME) < 0) {
                return received;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Said below.
        }
        throw refusal();
    }

    /**
     * @return how many readings were told, and by which token
     * @throws InvalidField unless it was written here, or by another collector with this secret,
     *     for this very change and user
     */
    ChangeReadings.Confirmed check(Received token, ChangeTask.OfFilter task, String user) {
        if (!signatures.isGood(token.signature, token.told, canonical(task, user))) {
            throw refusal();
        }
        return new ChangeReadings.Confirmed(
                token.count(), Base64.getUrlEncoder().encodeToString(token.signature));
    }

    /** Another text for every other change or user, whose name may have anything in it. */
    private static String canonical(ChangeTask.OfFilter task, String user) {
        Correction correction = task.correction();
        return String.join(
                ";",
                task.kind().name(),
                correction == null ? "" : correction.operator().name(),
                correction == null ? "" : Double.toString(correction.operand()),
                ReadingFilterText.write(task.filter()),
                user);
    }

    /** Does not repeat the token: it must not get into logs. */
    private static InvalidField refusal() {
        return new InvalidField(
                "confirm",
                "must be the token that a dry run of this very change has answered to you less than 10 minutes ago");
    }
}
