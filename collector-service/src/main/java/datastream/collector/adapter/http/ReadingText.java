package datastream.collector.adapter.http;

import datastream.collector.domain.StoredReading;
import datastream.wire.RowBytes;

/** A format that readings are exported in, as lines of ASCII. Not thread-safe. */
interface ReadingText {

    /** No line of a reading has more bytes. */
    int LONGEST_LINE = 512;

    String contentType();

    /** Of a file's name, without the dot. */
    String extension();

    /** What comes before the first reading. */
    String opening();

    void append(RowBytes lines, StoredReading stored);

    /** The line that says that the export is whole. */
    String closing(long rows, String sha256);
}
