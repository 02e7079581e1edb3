package datastream.chaos.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads a journal, also one that is still written: each {@link #read} goes on where the last one
 * ended. A record that is not whole yet, or that a kill has torn, is left for later. Not
 * thread-safe.
 */
public final class JournalReader {

    private static final int BLOCK_BYTES = 1024 * 1024;

    private final Path path;
    private long position;

    public JournalReader(Path path) {
        this.path = path;
    }

    /**
     * Tells the visitor every whole record that it has not been told.
     *
     * @return number of bytes behind the last whole record: those of a torn one
     * @throws IllegalStateException when a record is damaged, which no kill can do
     */
    public long read(JournalVisitor visitor) {
        try (FileChannel file = FileChannel.open(path)) {
            long end = file.size();
            file.position(position);
            var in =
                    new DataInputStream(
                            new BufferedInputStream(Channels.newInputStream(file), BLOCK_BYTES));
            int length = nextLength(in, end);
            while (length >= 0) {
                RecordDecoder.tell(visitor, content(in, length));
                position += Journal.FRAME_BYTES + length;
                length = nextLength(in, end);
            }
            return end - position;
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + path + " cannot be read", e);
        }
    }

    /** Length of the next record's content; -1 unless all of the record is there. */
    private int nextLength(DataInputStream in, long end) throws IOException {
        long left = end - position;
        if (left < Journal.FRAME_BYTES) {
            return -1;
        }
        int length = in.readInt();
        if (length < 1) {
            throw damaged();
        }
        return left < Journal.FRAME_BYTES + (long) length ? -1 : length;
    }

    private ByteBuffer content(DataInputStream in, int length) throws IOException {
        byte[] content = new byte[length];
        in.readFully(content);
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        if (in.readInt() != (int) checksum.getValue()) {
            throw damaged();
        }
        return ByteBuffer.wrap(content);
    }

    private IllegalStateException damaged() {
        return new IllegalStateException(
                "The journal %s is damaged at byte %d".formatted(path, position));
    }
}
