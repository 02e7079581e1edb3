-- A commit that changes something makes the server flush its log, and with it all commits before it.
-- What another collector has just committed can be seen a moment before it is on disk.
CREATE TABLE log_flush (
    id    TINYINT NOT NULL,
    times BIGINT  NOT NULL COMMENT 'how often it was needed',
    PRIMARY KEY (id)
) COMMENT 'Written to before readings are acknowledged that others have stored; one row.';
