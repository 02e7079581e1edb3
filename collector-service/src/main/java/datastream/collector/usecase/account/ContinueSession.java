package datastream.collector.usecase.account;

import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.account.Sessions.Rotation;
import datastream.collector.usecase.audit.Audit;
import datastream.security.Tokens;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges a refresh token for the next tokens of its session. One that is shown a second time
 * ends the session: either its owner has it and a thief, or its owner alone, who never got the
 * answer; which of these cannot be told. Thread-safe.
 */
public final class ContinueSession {

    private static final Logger LOG = LoggerFactory.getLogger(ContinueSession.class);

    private final Sessions sessions;
    private final Tokens tokens;
    private final CurrentAccounts current;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param current hears at once of sessions that end
     */
    public ContinueSession(Sessions sessions, Tokens tokens, CurrentAccounts current, Audit audit) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.current = current;
        this.audit = audit;
    }

    /** The next tokens; null when this one is unknown, expired or spent. */
    public @Nullable SessionTokens next(String refreshToken, Actor from) {
        RefreshToken shown = RefreshToken.parse(refreshToken);
        if (shown == null) {
            return null;
        }
        RefreshToken next = shown.next(random);
        return switch (sessions.rotate(shown, next)) {
            case Rotation.Rotated(var account, var session) ->
                    SessionTokens.of(tokens, account, session, next);
            case Rotation.Reused(var username) -> {
                LOG.warn(
                        "A session of {} has been ended: a refresh token that was spent was shown again. Unless an answer got lost or a client asked twice, somebody else had it",
                        username);
                audit.note(new AuditEvent(AuditKind.REFRESH_TOKEN_REUSED, from, username, null));
                current.refresh();
                yield null;
            }
            case Rotation.Refused() -> null;
        };
    }
}
