-- What came in and is not stored as a reading. The digest is the key of its deduplication: a sender
-- that repeats itself makes one row, however often it does.
CREATE TABLE quarantine (
    id                BIGINT       NOT NULL AUTO_INCREMENT,
    digest            BINARY(32)   NOT NULL COMMENT 'SHA-256 of content and whole',
    door              VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'where it first came in',
    reason            VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    field             VARCHAR(64)  CHARACTER SET utf8mb4 NOT NULL,
    message           VARCHAR(500) CHARACTER SET utf8mb4 NOT NULL,
    content           VARCHAR(4000) CHARACTER SET utf8mb4 NOT NULL,
    whole             BOOLEAN      NOT NULL COMMENT 'whether content is all that was sent',
    times             BIGINT       NOT NULL COMMENT 'how often it came in',
    first_received_at DATETIME(6)  NOT NULL COMMENT 'UTC',
    last_received_at  DATETIME(6)  NOT NULL COMMENT 'UTC',
    PRIMARY KEY (id),
    UNIQUE KEY quarantine_by_content (digest) COMMENT 'keep: the same content again',
    KEY quarantine_by_time (last_received_at, door, reason, whole)
        COMMENT 'find and count: the newest, of a door or reason; retention, re-drive: the oldest'
) COMMENT 'What was sent and could not be stored as a reading.';
