package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingId;
import org.jspecify.annotations.Nullable;

/**
 * A part of a table in the order of its primary key, which is by sensor and then by time.
 *
 * @param after the key before its beginning; null for the table's
 * @param upTo its last key; null for the table's
 */
record KeyRange(@Nullable ReadingId after, @Nullable ReadingId upTo) {

    static final KeyRange ALL = new KeyRange(null, null);
}
