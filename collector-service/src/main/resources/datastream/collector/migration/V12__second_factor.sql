-- Accounts can have a second factor. Done twice, it is the same as done once.
SET @change_users = IF(
    EXISTS (SELECT 1 FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'totp_secret'),
    'DO 0',
    CONCAT('ALTER TABLE users ',
        'ADD COLUMN totp_secret VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL ',
            'COMMENT ''what codes are checked with, sealed (AES-256-GCM) under a key from JWT_SECRET'', ',
        'ADD COLUMN totp_since DATETIME(6) NULL COMMENT ''UTC; when it was confirmed; NULL while no code is asked for'', ',
        'ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0 COMMENT ''the last 30 s since 1970 whose code was taken'''));
PREPARE change_users FROM @change_users;
EXECUTE change_users;
DEALLOCATE PREPARE change_users;

CREATE TABLE IF NOT EXISTS recovery_code (
    account_id INT        NOT NULL COMMENT 'as in users; its codes go with the account',
    code_hash  BINARY(32) NOT NULL COMMENT 'SHA-256 of 120 random bits in base32; the row goes when it is used',
    PRIMARY KEY (account_id, code_hash)
) COMMENT 'What takes the place of a code once, for who has lost the second factor.';
