package datastream.collector.usecase.account;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.TotpSecret;
import datastream.collector.usecase.Rounds;
import datastream.collector.usecase.account.SecondFactors.KeptSecret;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals every secret of a second factor under the secret that signs now, at each start: when the
 * last collector has been started with a new one, nothing needs the old one any more. Each hour,
 * too, for one that came from a collector of before in its last moment. Any number of collectors
 * may do so at once. Thread-safe.
 */
public final class ResealSecrets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ResealSecrets.class);

    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration END = Duration.ofSeconds(1);
    private static final int PORTION = 1_000;

    private final SecondFactors factors;
    private final TotpSeal seal;
    private final Duration pause;

    private final Rounds rounds = new Rounds("second-factors", this::round, END);

    /** How many could not be opened when it was last said; for one thread after the other. */
    private int lostTold;

    public ResealSecrets(SecondFactors factors, TotpSeal seal) {
        this(factors, seal, PAUSE);
    }

    ResealSecrets(SecondFactors factors, TotpSeal seal, Duration pause) {
        this.factors = factors;
        this.seal = seal;
        this.pause = pause;
    }

    /** Goes on with what {@link #resealAll} has begun. */
    public void start() {
        rounds.startAfter(pause);
    }

    private Duration round() {
        rounds.isThereMore(
                () -> {
                    resealAll();
                    return false;
                },
                "Second factors could not be sealed anew");
        return pause;
    }

    /**
     * Those that cannot be opened stay as they are: their secret may be configured again.
     *
     * @throws StoreUnavailable when the database cannot answer now; some may be done
     */
    public void resealAll() {
        int lost = 0;
        int last = 0;
        List<KeptSecret> some;
        do {
            some = factors.after(last, PORTION);
            for (KeptSecret kept : some) {
                lost += isReadable(kept) ? 0 : 1;
                last = kept.account();
            }
        } while (some.size() == PORTION && !rounds.areOver());
        tell(lost);
    }

    /** What is as it was is not said again. */
    private void tell(int lost) {
        if (lost > 0 && lost != lostTold) {
            LOG.warn(
                    "The second factors of {} accounts were sealed under a secret that is neither JWT_SECRET nor JWT_SECRET_OLD: they log in with a recovery code, or an administrator resets them",
                    lost);
        }
        lostTold = lost;
    }

    private boolean isReadable(KeptSecret kept) {
        TotpSecret secret = seal.open(kept.account(), kept.sealed());
        if (secret != null && !seal.isCurrent(kept.sealed())) {
            factors.replace(kept, seal.seal(kept.account(), secret));
        }
        return secret != null;
    }

    /** Lets the transaction that is going on end. */
    @Override
    public void close() {
        rounds.close();
    }
}
