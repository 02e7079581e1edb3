-- Keys of devices, generators and services. Done twice, it is the same as done once.
CREATE TABLE IF NOT EXISTS api_key (
    id           BIGINT        NOT NULL AUTO_INCREMENT,
    name         VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    key_hash     BINARY(32)    NOT NULL COMMENT 'SHA-256 of the key, which is nowhere kept',
    hint         VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the first letters of the key',
    may_ingest   BOOLEAN       NOT NULL,
    may_read     BOOLEAN       NOT NULL,
    sensor_types VARCHAR(1100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'with commas between; empty for any',
    id1_prefixes VARCHAR(700)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what an id1 may begin with, likewise',
    created_at   DATETIME(6)   NOT NULL COMMENT 'UTC',
    created_by   VARCHAR(100)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'as in users; it may be deleted by now',
    expires_at   DATETIME(6)   NULL COMMENT 'UTC; from then on it is refused',
    revoked_at   DATETIME(6)   NULL COMMENT 'UTC; since then it is refused',
    last_used_at DATETIME(6)   NULL COMMENT 'UTC; to some minutes',
    PRIMARY KEY (id),
    UNIQUE KEY api_key_by_hash (key_hash) COMMENT 'no key is two',
    UNIQUE KEY api_key_by_name (name) COMMENT 'find: all of them, in order; create: whether a name is taken',
    KEY api_key_by_revocation (revoked_at) COMMENT 'clean-up: those revoked long ago',
    KEY api_key_by_expiry (expires_at) COMMENT 'clean-up: those expired long ago'
) COMMENT 'What devices, generators and services show to be let in.';

CREATE TABLE IF NOT EXISTS api_key_version (
    id      TINYINT NOT NULL,
    version BIGINT  NOT NULL COMMENT 'grows with each change of a key that collectors must know of',
    PRIMARY KEY (id)
) COMMENT 'One row: whether what a collector knows of the keys is still so.';

INSERT IGNORE INTO api_key_version (id, version) VALUES (1, 0);
