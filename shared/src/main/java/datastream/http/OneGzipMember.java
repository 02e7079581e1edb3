package datastream.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip of one member, as every HTTP client sends it. The JDK's stream calls itself once for
 * each further member, so that a body of many empty ones overflows the stack. Used by one thread.
 */
final class OneGzipMember extends GZIPInputStream {

    private boolean reading;

    OneGzipMember(InputStream packed) throws IOException {
        super(packed);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (reading) {
            throw new ZipException("A second member");
        }
        reading = true;
        try {
            return super.read(target, offset, length);
        } finally {
            reading = false;
        }
    }
}
