-- Runs on MySQL >= 8.0 and MariaDB >= 11.

CREATE TABLE sensor (
    id          INT         NOT NULL AUTO_INCREMENT,
    sensor_type VARCHAR(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    id1         VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    id2         INT         NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY sensor_by_name (sensor_type, id1, id2)
        COMMENT 'ingest: the id of a sensor; find: readings of one type or one sensor',
    KEY sensor_by_place (id1, id2)
        COMMENT 'find: readings of one id1, or id1 and id2, of any type',
    KEY sensor_by_number (id2)
        COMMENT 'find: readings of one id2 of any type and id1'
) COMMENT 'Who measures. A row is made when a sensor is first heard.';

-- The primary key is the deduplication: one value per sensor and instant. One sensor's time range
-- is one contiguous scan. No foreign key: ids are only ever made by the collector, and partitions
-- (retention) do not allow one.
CREATE TABLE reading (
    sensor_id    INT         NOT NULL,
    ts           DATETIME(6) NOT NULL COMMENT 'UTC',
    sensor_value DOUBLE      NOT NULL,
    PRIMARY KEY (sensor_id, ts),
    KEY reading_by_time (ts)
        COMMENT 'find: readings of all sensors in a time range, or the newest'
) COMMENT 'What was measured, and when.';

CREATE TABLE users (
    id            INT          NOT NULL AUTO_INCREMENT,
    username      VARCHAR(50)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    role          VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    founder       TINYINT      NULL COMMENT '1 for the first account of all, else NULL',
    created_at    DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY user_by_name (username) COMMENT 'log in',
    UNIQUE KEY only_one_founder (founder)
        COMMENT 'register: of two first accounts at the same moment one wins'
) COMMENT 'Who may log in.';
