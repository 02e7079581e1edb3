-- Figures of the readings of each sensor type, so that aggregates need not look at every reading. Done
-- twice, it is the same as done once.

CREATE TABLE IF NOT EXISTS type_summary (
    sensor_type   VARCHAR(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    width         INT             NOT NULL COMMENT 'seconds: a minute or an hour',
    start_second  BIGINT          NOT NULL COMMENT 'since 1970, UTC; a multiple of the width',
    made          BOOLEAN         NOT NULL DEFAULT FALSE COMMENT 'the figures are what the readings give, but for what is in the journal',
    figures       VARBINARY(1024) NULL COMMENT 'packed',
    outdated_at   DATETIME(6)     NOT NULL COMMENT 'UTC; when readings came, changed or went last',
    claim         BIGINT          NULL COMMENT 'whoever makes it; none any more once readings have changed',
    claimed_until DATETIME(6)     NULL COMMENT 'UTC; others may make it from then on',
    PRIMARY KEY (sensor_type, width, start_second),
    KEY type_summary_to_make (made, width, start_second)
) COMMENT 'Readings of each sensor type, added up.';

-- A collector of an earlier version folds without saying here what has changed. It finds no lock any
-- more: it can neither fold nor drop partitions, and its totals are exact all the same. This comes
-- before the rollups are looked at, and waits for whoever has the lock.
DROP TABLE IF EXISTS rollup_lock;

CREATE TABLE IF NOT EXISTS rollup_turn (
    id TINYINT NOT NULL,
    PRIMARY KEY (id)
) COMMENT 'Whoever changes rollups, summaries or gaps holds its one row.';

INSERT IGNORE INTO rollup_turn (id) VALUES (1);

-- What the rollups know is to be made; the rest follows when they have built it. No sensor has type _.
INSERT IGNORE INTO type_summary (sensor_type, width, start_second, outdated_at)
SELECT r.sensor_type, r.width, r.start_second, UTC_TIMESTAMP(6)
FROM (SELECT DISTINCT sensor_type FROM type_rollup WHERE sensor_type NOT IN ('', '_')) AS heard
JOIN type_rollup r ON r.sensor_type = heard.sensor_type AND r.width IN (60, 3600);

-- Nor does it journal what it edits. Takes no space; who does not name it is refused.
SET @add_journalled = IF(
    EXISTS (SELECT 1 FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = 'changed_reading' AND column_name = 'journalled'),
    'DO 0',
    'ALTER TABLE changed_reading ADD COLUMN journalled CHAR(0) CHARACTER SET ascii NOT NULL COMMENT ''always empty; named by those who journal edits''');
PREPARE add_journalled FROM @add_journalled;
EXECUTE add_journalled;
DEALLOCATE PREPARE add_journalled;
