package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.RecoveryCode;
import datastream.collector.domain.TotpSecret;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.account.CodeCheck.Look;
import datastream.collector.usecase.account.PasswordCheck.Match;
import datastream.collector.usecase.account.PasswordCheck.Purpose;
import datastream.collector.usecase.account.SecondFactors.KeptSecret;
import datastream.collector.usecase.audit.Audit;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Gives one's own account a second factor, and takes it off again; each time with the password. A
 * wrong code counts like a wrong password. When it comes or goes, the tokens of before are refused
 * from then on. Thread-safe, also across collectors.
 */
public final class OwnSecondFactor {

    /** Recovery codes of an account. */
    static final int RECOVERY_CODES = 10;

    /** Why nothing has changed. */
    public enum Refusal {
        /** It is somebody else's account. */
        NOT_OWN,
        WRONG_PASSWORD,
        /** Wrong, too old, or used before. */
        WRONG_CODE,
        /** The secret cannot be read here, so whether the code is right cannot be told. */
        UNREADABLE,
        /** There is one already. */
        ON_ALREADY,
        /** There is no secret that could be confirmed. */
        NOT_BEGUN,
        /** There is none. */
        NOT_ON,
        /** Somebody has changed the account in this very moment. */
        CHANGED_MEANWHILE
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** The secret to show to the app; no code is asked for before it is confirmed. */
        record Begun(TotpSecret secret) implements Outcome {}

        /** Codes are asked for from now on. */
        record On(List<RecoveryCode> recovery) implements Outcome {}

        /** No codes are asked for any more. */
        record Off() implements Outcome {}

        record Refused(Refusal why) implements Outcome {}
    }

    /**
     * Whose it is, and who says to be that one.
     *
     * @param username whose account it is
     * @param password its password, as given
     * @param from who asks
     */
    public record Owner(String username, String password, Actor from) {
        /** Never shows the password. */
        @Override
        public String toString() {
            return "Owner[" + username + "]";
        }
    }

    private final PasswordCheck passwords;
    private final SecondFactors factors;
    private final TotpSeal seal;
    private final CodeCheck codes;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    public OwnSecondFactor(
            PasswordCheck passwords,
            SecondFactors factors,
            TotpSeal seal,
            CodeCheck codes,
            Audit audit) {
        this.passwords = passwords;
        this.factors = factors;
        this.seal = seal;
        this.codes = codes;
        this.audit = audit;
    }

    /**
     * Makes a secret for the app. Another that was not confirmed is good for nothing from then on.
     *
     * @throws TooManyAttempts when too many passwords or codes were wrong
     */
    public Outcome begin(Owner owner) {
        return asOwner(
                owner,
                match -> {
                    passwords.succeeded(match);
                    Account account = match.account();
                    if (account.secondFactor()) {
                        return new Outcome.Refused(Refusal.ON_ALREADY);
                    }
                    TotpSecret secret = TotpSecret.random(random);
                    return factors.keep(account, seal.seal(account.id(), secret))
                            ? new Outcome.Begun(secret)
                            : new Outcome.Refused(Refusal.CHANGED_MEANWHILE);
                });
    }

    /**
     * Turns it on, for who shows that the app has the secret.
     *
     * @param code of the app
     * @throws TooManyAttempts as {@link #begin}
     */
    public Outcome confirm(Owner owner, String code) {
        return asOwner(
                owner,
                match -> {
                    Account account = match.account();
                    KeptSecret kept = factors.find(account.id());
                    if (account.secondFactor() || kept == null) {
                        passwords.succeeded(match);
                        return new Outcome.Refused(
                                account.secondFactor() ? Refusal.ON_ALREADY : Refusal.NOT_BEGUN);
                    }
                    return switch (codes.look(kept, code)) {
                        case Look.Step(var step) -> turnOn(match, kept, step, owner.from());
                        case Look.Wrong() -> wrongCode(match, owner.from());
                        case Look.Unreadable() -> unreadable(match, owner.from());
                    };
                });
    }

    private Outcome turnOn(Match match, KeptSecret kept, long step, Actor from) {
        passwords.succeeded(match);
        List<RecoveryCode> recovery =
                Stream.generate(() -> RecoveryCode.random(random)).limit(RECOVERY_CODES).toList();
        return factors.turnOn(match.account(), kept.sealed(), step, recovery, from)
                ? new Outcome.On(recovery)
                : new Outcome.Refused(Refusal.CHANGED_MEANWHILE);
    }

    /**
     * Turns it off.
     *
     * @param code of the app, or a recovery code
     * @throws TooManyAttempts as {@link #begin}
     */
    public Outcome turnOff(Owner owner, String code) {
        return asOwner(
                owner,
                match -> {
                    Account account = match.account();
                    if (!account.secondFactor()) {
                        passwords.succeeded(match);
                        return new Outcome.Refused(Refusal.NOT_ON);
                    }
                    Match trying =
                            passwords.tryingCode(match, code, owner.from(), Purpose.SECOND_FACTOR);
                    return switch (codes.take(account, code, owner.from())) {
                        case TAKEN -> turnOff(trying, owner.from());
                        case REFUSED -> wrongCode(trying, owner.from());
                        case UNREADABLE -> unreadable(trying, owner.from());
                    };
                });
    }

    private Outcome turnOff(Match match, Actor from) {
        passwords.succeeded(match);
        return factors.turnOff(match.account(), "by password and code", from)
                ? new Outcome.Off()
                : new Outcome.Refused(Refusal.CHANGED_MEANWHILE);
    }

    private Outcome asOwner(Owner owner, Function<Match, Outcome> action) {
        Actor from = owner.from();
        if (!owner.username().equals(from.name())) {
            audit.note(
                    new AuditEvent(AuditKind.SECOND_FACTOR_REFUSED, from, null, "somebody else's"));
            return new Outcome.Refused(Refusal.NOT_OWN);
        }
        Match match =
                passwords.match(owner.username(), owner.password(), from, Purpose.SECOND_FACTOR);
        return match == null ? new Outcome.Refused(Refusal.WRONG_PASSWORD) : action.apply(match);
    }

    private Outcome wrongCode(Match match, Actor from) {
        passwords.failed(match, from, Purpose.SECOND_FACTOR, "wrong code");
        return new Outcome.Refused(Refusal.WRONG_CODE);
    }

    private Outcome unreadable(Match match, Actor from) {
        passwords.unreadable(match, from, Purpose.SECOND_FACTOR);
        return new Outcome.Refused(Refusal.UNREADABLE);
    }
}
