-- Log-ins that can be continued, and ended. Done twice, it is the same as done once.
CREATE TABLE IF NOT EXISTS login_session (
    id           BIGINT      NOT NULL AUTO_INCREMENT,
    account_id   INT         NOT NULL COMMENT 'as in users; it may be deleted by now',
    generation   BIGINT      NOT NULL COMMENT 'in which the account was; the session is good in no other',
    family_hash  BINARY(32)  NOT NULL COMMENT 'SHA-256 of what all refresh tokens of the session share',
    token_hash   BINARY(32)  NOT NULL COMMENT 'SHA-256 of the one refresh token that is good now',
    created_at   DATETIME(6) NOT NULL COMMENT 'UTC',
    last_used_at DATETIME(6) NOT NULL COMMENT 'UTC; when it was continued last',
    expires_at   DATETIME(6) NOT NULL COMMENT 'UTC; from when on it is not continued, at the latest when it was ended',
    ended_at     DATETIME(6) NULL COMMENT 'UTC; when it was ended before its time',
    PRIMARY KEY (id),
    UNIQUE KEY session_by_family (family_hash) COMMENT 'refresh: the session of a token',
    KEY session_by_account (account_id, expires_at) COMMENT 'log-in: the sessions that an account has',
    KEY session_by_expiry (expires_at) COMMENT 'clean-up: those that are over',
    KEY session_by_end (ended_at) COMMENT 'tokens: sessions ended lately'
) COMMENT 'Log-ins, each with the one token that continues it.';
