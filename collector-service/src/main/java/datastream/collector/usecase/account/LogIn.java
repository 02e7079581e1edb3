package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.account.PasswordCheck.Match;
import datastream.collector.usecase.account.PasswordCheck.Purpose;
import datastream.collector.usecase.audit.Audit;
import datastream.security.Tokens;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a name and password, and a code where the account has a second factor, for the tokens
 * of a new session. Thread-safe.
 */
public final class LogIn {

    /** What came of it. */
    public sealed interface Result {
        record LoggedIn(SessionTokens tokens) implements Result {}

        /** The name is unknown, the account disabled or the password wrong. */
        record Refused() implements Result {}

        /** The password is right, and a code is needed too. */
        record CodeNeeded() implements Result {}

        /** The password is right; the code is wrong, too old, or was used before. */
        record CodeRefused() implements Result {}

        /**
         * The password is right; whether the code is, nobody can tell here, as the secret of the
         * installation has changed. A recovery code is as good as ever.
         */
        record CodeUnreadable() implements Result {}
    }

    private final PasswordCheck passwords;
    private final CodeCheck codes;
    private final Sessions sessions;
    private final Tokens tokens;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    public LogIn(
            PasswordCheck passwords,
            CodeCheck codes,
            Sessions sessions,
            Tokens tokens,
            Audit audit) {
        this.passwords = passwords;
        this.codes = codes;
        this.sessions = sessions;
        this.tokens = tokens;
        this.audit = audit;
    }

    /**
     * @param otp code of the app, or a recovery code; not looked at where none is asked for
     * @throws TooManyAttempts when too many have failed
     */
    public Result logIn(String username, String password, @Nullable String otp, Actor from) {
        Match match = passwords.match(username, password, from, Purpose.LOG_IN);
        if (match == null) {
            return new Result.Refused();
        }
        if (!match.account().secondFactor()) {
            return begin(match, from);
        }
        if (otp == null) {
            passwords.abandoned(match, from, Purpose.LOG_IN, "no code");
            return new Result.CodeNeeded();
        }
        return withCode(match, otp, from);
    }

    private Result withCode(Match right, String otp, Actor from) {
        Match match = passwords.tryingCode(right, otp, from, Purpose.LOG_IN);
        Account account = match.account();
        return switch (codes.take(account, otp, from.named(account.username()))) {
            case TAKEN -> begin(match, from);
            case REFUSED -> {
                passwords.failed(match, from, Purpose.LOG_IN, "wrong code");
                yield new Result.CodeRefused();
            }
            case UNREADABLE -> {
                passwords.unreadable(match, from, Purpose.LOG_IN);
                yield new Result.CodeUnreadable();
            }
        };
    }

    /** Refused when the account has been changed since: it may ask for more by now. */
    private Result begin(Match match, Actor from) {
        passwords.succeeded(match);
        Account account = match.account();
        RefreshToken refresh = RefreshToken.first(random);
        Session session = sessions.begin(account, refresh);
        if (session == null) {
            return new Result.Refused();
        }
        String username = account.username();
        audit.note(new AuditEvent(AuditKind.LOG_IN, from.named(username), username, null));
        return new Result.LoggedIn(SessionTokens.of(tokens, account, session, refresh));
    }
}
