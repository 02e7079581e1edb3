-- How many requests come from whom, over all collectors. Done twice, it is the same as done once.
CREATE TABLE IF NOT EXISTS request_bucket (
    id      CHAR(32)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'a keyed hash of whom it is for',
    full_at DATETIME(6) NOT NULL COMMENT 'UTC; when all is allowed again',
    PRIMARY KEY (id),
    KEY request_bucket_by_time (full_at) COMMENT 'clean-up: buckets that are full'
) COMMENT 'Who has sent requests lately.';
