package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.RecoveryCode;
import datastream.collector.domain.TotpSecret;
import datastream.collector.domain.audit.Actor;
import datastream.collector.usecase.account.SecondFactors.KeptSecret;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Tells whether somebody has an account's second factor, by what he typed: a code of the app, or a
 * recovery code. Each is good once. How often that may be tried is not known here. Thread-safe.
 */
public final class CodeCheck {

    private static final Pattern SPACING = Pattern.compile("\\s");
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final SecondFactors factors;
    private final TotpSeal seal;

    public CodeCheck(SecondFactors factors, TotpSeal seal) {
        this.factors = factors;
        this.seal = seal;
    }

    /**
     * @param typed whatever it is
     * @param from who shows it, for the audit log
     */
    boolean take(Account account, String typed, Actor from) {
        RecoveryCode recovery = RecoveryCode.parse(typed);
        if (recovery != null) {
            return factors.take(account, recovery, from);
        }
        KeptSecret kept = factors.find(account.id());
        OptionalLong step = kept == null ? OptionalLong.empty() : step(kept, typed);
        return step.isPresent() && factors.take(account.id(), step.getAsLong());
    }

    /** The step that a code of the app is of; none when it is no good code. */
    OptionalLong step(KeptSecret kept, String typed) {
        String code = SPACING.matcher(typed).replaceAll("");
        TotpSecret secret = seal.open(kept.account(), kept.sealed());
        return secret == null || !CODE.matcher(code).matches()
                ? OptionalLong.empty()
                : secret.stepOf(code, kept.second());
    }
}
