-- Accounts can be disabled, changed and deleted, and tokens of before that are refused. Done twice, it
-- is the same as done once.
SET @change_users = IF(
    EXISTS (SELECT 1 FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'generation'),
    'DO 0',
    CONCAT('ALTER TABLE users ',
        'ADD COLUMN disabled BOOLEAN NOT NULL DEFAULT FALSE COMMENT ''may not log in'', ',
        'ADD COLUMN generation BIGINT NOT NULL DEFAULT 0 COMMENT ''grows when the tokens of before are to be refused'', ',
        'ADD COLUMN changed_at DATETIME(6) NULL COMMENT ''UTC; when that was last'', ',
        'ADD KEY user_by_change (changed_at) COMMENT ''tokens: accounts changed lately'''));
PREPARE change_users FROM @change_users;
EXECUTE change_users;
DEALLOCATE PREPARE change_users;

CREATE TABLE IF NOT EXISTS deleted_user (
    id         INT         NOT NULL COMMENT 'as it was in users; no other account ever gets it',
    deleted_at DATETIME(6) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (id),
    KEY deleted_user_by_time (deleted_at) COMMENT 'tokens: accounts deleted lately; clean-up: the others'
) COMMENT 'Accounts that have been deleted lately, whose tokens are to be refused.';
