-- Counts of readings, kept by those who store and delete them, so that nobody has to count millions of
-- rows. Done twice, it is the same as done once.

CREATE TABLE IF NOT EXISTS batch_journal (
    id      BIGINT     NOT NULL AUTO_INCREMENT,
    entries MEDIUMBLOB NOT NULL COMMENT 'counts by sensor and hour and by type and second, packed',
    PRIMARY KEY (id)
) COMMENT 'What transactions have stored or deleted, and the rollups do not know yet.';

CREATE TABLE IF NOT EXISTS sensor_rollup (
    sensor_id    INT    NOT NULL,
    width        INT    NOT NULL COMMENT 'seconds: an hour or a day',
    start_second BIGINT NOT NULL COMMENT 'since 1970, UTC; a multiple of the width',
    readings     BIGINT NOT NULL COMMENT 'how many lie in it',
    PRIMARY KEY (sensor_id, width, start_second)
) COMMENT 'Readings of each sensor.';

CREATE TABLE IF NOT EXISTS type_rollup (
    sensor_type  VARCHAR(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'empty for all together',
    width        INT    NOT NULL COMMENT 'seconds: a second, a minute, an hour or a day',
    start_second BIGINT NOT NULL COMMENT 'since 1970, UTC; a multiple of the width',
    readings     BIGINT NOT NULL COMMENT 'how many lie in it',
    PRIMARY KEY (sensor_type, width, start_second)
) COMMENT 'Readings of each sensor type.';

CREATE TABLE IF NOT EXISTS rollup_gap (
    from_hour  BIGINT      NOT NULL COMMENT 'hours since 1970, UTC; the first that is not built',
    to_hour    BIGINT      NOT NULL COMMENT 'the first behind these',
    held_until DATETIME(6) NULL COMMENT 'UTC; not to be built before',
    PRIMARY KEY (from_hour)
) COMMENT 'Times of which the rollups are still to be built from the readings.';

-- All of 1970 to 9999: what is stored already.
DELETE FROM sensor_rollup;
DELETE FROM type_rollup;
DELETE FROM rollup_gap;
INSERT INTO rollup_gap (from_hour, to_hour) VALUES (0, 70389528);

CREATE TABLE IF NOT EXISTS rollup_lock (
    id TINYINT NOT NULL,
    PRIMARY KEY (id)
) COMMENT 'Whoever changes rollups or gaps holds its one row.';

INSERT IGNORE INTO rollup_lock (id) VALUES (1);

-- Takes no space. A collector of an earlier version does not name it and is refused from now on: what
-- it stored or deleted would not be in the journal. What it has not stored, nobody has acknowledged.
SET @add_counted = IF(
    EXISTS (SELECT 1 FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = 'reading' AND column_name = 'counted'),
    'DO 0',
    'ALTER TABLE reading ADD COLUMN counted CHAR(0) CHARACTER SET ascii NOT NULL COMMENT ''always empty; named by those who write the journal''');
PREPARE add_counted FROM @add_counted;
EXECUTE add_counted;
DEALLOCATE PREPARE add_counted;

SET @add_counted = IF(
    EXISTS (SELECT 1 FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = 'changed_reading' AND column_name = 'counted'),
    'DO 0',
    'ALTER TABLE changed_reading ADD COLUMN counted CHAR(0) CHARACTER SET ascii NOT NULL COMMENT ''always empty; named by those who write the journal''');
PREPARE add_counted FROM @add_counted;
EXECUTE add_counted;
DEALLOCATE PREPARE add_counted;
