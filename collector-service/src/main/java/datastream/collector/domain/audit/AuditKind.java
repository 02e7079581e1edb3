package datastream.collector.domain.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an event of the audit log tells. */
public enum AuditKind {
    LOG_IN,
    LOG_OUT,
    /**
     * The name is unknown, the account disabled, or password or code wrong or missing, or not to be
     * checked.
     */
    LOG_IN_REFUSED,
    /** Too many were refused before; the password was not looked at. */
    LOG_IN_THROTTLED,
    ACCOUNT_REGISTERED,
    /** By somebody who may not make an account, or has made too many. */
    REGISTRATION_REFUSED,
    /** Another role or state. */
    ACCOUNT_EDITED,
    ACCOUNT_DELETED,
    PASSWORD_CHANGED,
    /** It is somebody else's, or the old one is wrong. */
    PASSWORD_CHANGE_REFUSED,
    /** Codes are asked for beside the password from now on. */
    SECOND_FACTOR_ON,
    /** By its owner, or by an administrator. */
    SECOND_FACTOR_OFF,
    /** It is somebody else's, or password or code are wrong. */
    SECOND_FACTOR_REFUSED,
    /** In the place of a code; it is good for nothing any more. */
    RECOVERY_CODE_USED,
    KEY_CREATED,
    KEY_REVOKED,
    /** The role, or the API key, does not permit it. */
    ACCESS_REFUSED,
    /** A token or API key that is forged, has expired or is cut off. */
    TOKEN_REFUSED,
    /** A refresh token that was spent; its session has ended. */
    REFRESH_TOKEN_REUSED;

    /** Whether anybody can bring it about, as often as he likes. */
    public boolean isRefusal() {
        return switch (this) {
            case LOG_IN_REFUSED,
                    LOG_IN_THROTTLED,
                    REGISTRATION_REFUSED,
                    PASSWORD_CHANGE_REFUSED,
                    SECOND_FACTOR_REFUSED,
                    ACCESS_REFUSED,
                    TOKEN_REFUSED ->
                    true;
            case LOG_IN,
                    LOG_OUT,
                    ACCOUNT_REGISTERED,
                    ACCOUNT_EDITED,
                    ACCOUNT_DELETED,
                    PASSWORD_CHANGED,
                    SECOND_FACTOR_ON,
                    SECOND_FACTOR_OFF,
                    RECOVERY_CODE_USED,
                    KEY_CREATED,
                    KEY_REVOKED,
                    REFRESH_TOKEN_REUSED ->
                    false;
        };
    }

    /** The kind's name in the database and in the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException when there is no such kind
     */
    public static AuditKind fromWireName(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no kind of event " + name));
    }

    public static List<String> wireNames() {
        return Arrays.stream(values()).map(AuditKind::wireName).toList();
    }
}
