-- Readings are kept in partitions by time, so that those of whole days can be dropped. The first
-- holds all that is there and the next days, the second the next years, the last whatever has a
-- wrong time; collectors divide the second before readings come into it. Copies the whole table,
-- which nobody can write to meanwhile. Done twice, it is the same as done once.
--
-- The key gets a column that InnoDB has in it anyway: over partitions MariaDB knows only what is
-- said, and sorts the whole table for a page in the order of (ts, sensor_id).
SET @soon = UTC_DATE() + INTERVAL 8 DAY;
SET @late = UTC_DATE() + INTERVAL 5 YEAR;
SET @partition_readings = CONCAT(
    'ALTER TABLE reading DROP KEY reading_by_time, ADD KEY reading_by_time (ts, sensor_id) ',
    'COMMENT ''find: readings of all sensors in a time range, or the newest'' ',
    'PARTITION BY RANGE COLUMNS (ts) (',
    'PARTITION before_', DATE_FORMAT(@soon, '%Y%m%d'), ' VALUES LESS THAN (''', @soon, ' 00:00:00''), ',
    'PARTITION before_', DATE_FORMAT(@late, '%Y%m%d'), ' VALUES LESS THAN (''', @late, ' 00:00:00''), ',
    'PARTITION later VALUES LESS THAN (MAXVALUE))');
PREPARE partition_readings FROM @partition_readings;
EXECUTE partition_readings;
DEALLOCATE PREPARE partition_readings;

CREATE TABLE IF NOT EXISTS reading_retention (
    id         TINYINT     NOT NULL,
    kept_since DATETIME(6) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (id)
) COMMENT 'Before when readings are not kept any more, so that no undo brings them back; one row, or none.';
