package datastream.collector.usecase.account;

import datastream.collector.domain.TotpSecret;
import datastream.collector.usecase.account.SecondFactors.KeptSecret;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals every secret of a second factor under the secret that signs now, at each start: when the
 * last collector has been started with a new one, nothing needs the old one any more. Any number of
 * collectors may do so at once. Thread-safe.
 */
public final class ResealSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(ResealSecrets.class);

    private static final int PORTION = 1_000;

    private final SecondFactors factors;
    private final TotpSeal seal;

    public ResealSecrets(SecondFactors factors, TotpSeal seal) {
        this.factors = factors;
        this.seal = seal;
    }

    /** Those that cannot be opened stay as they are: their secret may be configured again. */
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
        } while (some.size() == PORTION);
        if (lost > 0) {
            LOG.warn(
                    "The second factors of {} accounts were sealed under a secret that is neither JWT_SECRET nor JWT_SECRET_OLD: they log in with a recovery code, or an administrator resets them",
                    lost);
        }
    }

    private boolean isReadable(KeptSecret kept) {
        TotpSecret secret = seal.open(kept.account(), kept.sealed());
        if (secret != null && !seal.isCurrent(kept.sealed())) {
            factors.replace(kept, seal.seal(kept.account(), secret));
        }
        return secret != null;
    }
}
