-- Every edit, delete and undo of stored readings, with what each reading was before and after.
CREATE TABLE reading_change (
    id             BIGINT       NOT NULL AUTO_INCREMENT,
    kind           VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status         VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    username       VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'who asked for it',
    reason         VARCHAR(500) CHARACTER SET utf8mb4 NULL COMMENT 'in the words of who asked',
    reading_filter TEXT         CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'which readings, in canonical form; NULL for an undo',
    edit_operator  VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL unless an edit',
    edit_operand   DOUBLE       NULL,
    confirmation   CHAR(24)     CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'signature of the token that allowed it',
    undoes         BIGINT       NULL COMMENT 'the change that an undo takes back',
    expected       BIGINT       NOT NULL COMMENT 'readings that were to be changed when it was asked for',
    changed        BIGINT       NOT NULL COMMENT 'readings changed so far',
    conflicts      BIGINT       NOT NULL COMMENT 'readings that an undo has left alone so far',
    failure        VARCHAR(500) CHARACTER SET utf8mb4 NULL COMMENT 'why it has failed',
    created_at     DATETIME(6)  NOT NULL COMMENT 'UTC',
    finished_at    DATETIME(6)  NULL COMMENT 'UTC',
    done_sensor_id INT          NULL COMMENT 'a job has come so far: the key of the last reading looked at',
    done_ts        DATETIME(6)  NULL,
    lease_owner    CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'who works on the job',
    lease_until    DATETIME(6)  NULL COMMENT 'from then on anybody may',
    PRIMARY KEY (id),
    UNIQUE KEY change_by_confirmation (confirmation) COMMENT 'a confirmation is good for one change',
    KEY change_by_time (created_at) COMMENT 'find: the newest; retention: the oldest',
    KEY change_by_user (username, created_at) COMMENT 'find: what somebody has changed',
    KEY change_by_status (status) COMMENT 'jobs: the next one; how many are unfinished',
    KEY change_by_undone (undoes) COMMENT 'find: what took a change back'
) COMMENT 'Who changed stored readings, when, which and why.';

CREATE TABLE changed_reading (
    change_id    BIGINT      NOT NULL,
    sensor_id    INT         NOT NULL,
    ts           DATETIME(6) NOT NULL COMMENT 'UTC',
    value_before DOUBLE      NULL COMMENT 'NULL when it was not there',
    value_after  DOUBLE      NULL COMMENT 'NULL when it is deleted',
    PRIMARY KEY (change_id, sensor_id, ts),
    KEY changed_reading_by_key (sensor_id, ts)
        COMMENT 'ingest: whether a reading that contradicts the stored one is what that once was'
) COMMENT 'What each reading of a change was before and after.';

CREATE TABLE change_conflict (
    change_id      BIGINT      NOT NULL,
    sensor_id      INT         NOT NULL,
    ts             DATETIME(6) NOT NULL COMMENT 'UTC',
    value_expected DOUBLE      NULL COMMENT 'as the undone change left it; NULL when deleted',
    value_found    DOUBLE      NULL COMMENT 'NULL when it was not there',
    PRIMARY KEY (change_id, sensor_id, ts)
) COMMENT 'What an undo has left alone, since somebody had changed it again.';
