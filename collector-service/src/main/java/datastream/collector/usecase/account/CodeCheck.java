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

    /** What came of a code or recovery code. */
    enum Answer {
        TAKEN,
        /** Wrong, too old, or used before. */
        REFUSED,
        /** Whether it is right cannot be told: see {@link Look.Unreadable}. */
        UNREADABLE
    }

    /** What a code of the app looks like, before it is taken. */
    sealed interface Look {
        /** It is that of a step. */
        record Step(long step) implements Look {}

        /** It is none that is good now. */
        record Wrong() implements Look {}

        /** The secret was sealed under one of the installation that is not configured here. */
        record Unreadable() implements Look {}
    }

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
    Answer take(Account account, String typed, Actor from) {
        RecoveryCode recovery = RecoveryCode.parse(typed);
        if (recovery != null) {
            return answer(factors.take(account, recovery, from));
        }
        KeptSecret kept = factors.find(account.id());
        Look look = kept == null ? new Look.Wrong() : look(kept, typed);
        return switch (look) {
            case Look.Step(var step) -> answer(factors.take(account.id(), step));
            case Look.Wrong() -> Answer.REFUSED;
            case Look.Unreadable() -> Answer.UNREADABLE;
        };
    }

    private static Answer answer(boolean taken) {
        return taken ? Answer.TAKEN : Answer.REFUSED;
    }

    /** Takes nothing: the same code looks the same again. */
    Look look(KeptSecret kept, String typed) {
        TotpSecret secret = seal.open(kept.account(), kept.sealed());
        if (secret == null) {
            return new Look.Unreadable();
        }
        String code = SPACING.matcher(typed).replaceAll("");
        OptionalLong step =
                CODE.matcher(code).matches()
                        ? secret.stepOf(code, kept.second())
                        : OptionalLong.empty();
        return step.isPresent() ? new Look.Step(step.getAsLong()) : new Look.Wrong();
    }
}
