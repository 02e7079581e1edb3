package datastream.tls;

import java.time.Duration;
import java.time.Instant;

/** When to say that a certificate is about to expire, or has: from 14 days before, once a day. */
final class ExpiryWarning {

    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration REPEATED = Duration.ofDays(1);

    private final Instant end;
    private Instant notBefore;

    /**
     * @param end of the certificate
     */
    ExpiryWarning(Instant end) {
        this.end = end;
        notBefore = end.minus(SOON);
    }

    /** Whether it is to be said now; then not again for a day. */
    boolean isDue(Instant now) {
        if (now.isBefore(notBefore)) {
            return false;
        }
        notBefore = now.plus(REPEATED);
        return true;
    }

    String text(Instant now) {
        return (now.isBefore(end) ? "expires at " : "has expired at ") + end;
    }
}
