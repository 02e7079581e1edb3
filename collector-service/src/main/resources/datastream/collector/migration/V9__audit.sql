-- Who has logged in, was refused what, and has changed accounts; and how many log-ins have failed
-- lately. Done twice, it is the same as done once.
CREATE TABLE IF NOT EXISTS audit_event (
    id       BIGINT       NOT NULL AUTO_INCREMENT,
    first_at DATETIME(6)  NOT NULL COMMENT 'UTC; when the first was written',
    last_at  DATETIME(6)  NOT NULL COMMENT 'UTC; when the last of those alike was',
    times    BIGINT       NOT NULL COMMENT 'how many these are',
    kind     VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor    VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'who did it; NULL unless known',
    account  VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'whom it concerns; NULL unless known',
    source   VARCHAR(45)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'address that the first came from; NULL for many at once',
    door     VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    detail   VARCHAR(200) CHARACTER SET utf8mb4 NULL,
    alike    CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'digest of what those that are gathered have in common; NULL for one by itself',
    in_minute INT         NOT NULL COMMENT 'since 1970, UTC; in which the first was written',
    PRIMARY KEY (id),
    UNIQUE KEY audit_event_by_likeness (alike, in_minute) COMMENT 'write: the entry of those alike in this minute',
    KEY audit_event_by_time (first_at) COMMENT 'find: the newest; retention: the oldest',
    KEY audit_event_by_kind (kind, first_at) COMMENT 'find: one kind',
    KEY audit_event_by_actor (actor, first_at) COMMENT 'find: what somebody did',
    KEY audit_event_by_account (account, first_at) COMMENT 'find: what was done to somebody',
    KEY audit_event_by_source (source, first_at) COMMENT 'find: what came from somewhere'
) COMMENT 'Who has logged in, was refused what, and has changed accounts.';

CREATE TABLE IF NOT EXISTS attempt (
    id      CHAR(32)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'keyed digest of what is counted: a name, a source, both',
    full_at DATETIME(6) NOT NULL COMMENT 'UTC; from then on as much is allowed as ever',
    PRIMARY KEY (id),
    KEY attempt_by_time (full_at) COMMENT 'clean-up: what has no meaning any more'
) COMMENT 'Attempts to log in and to register that have failed lately, and places from where somebody has logged in.';
