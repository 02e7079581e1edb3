package datastream.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.ContentReference;
import java.io.IOException;

/**
 * Says where JSON breaks, in words for its sender. The parser's own messages name its classes and
 * settings, which are none of the sender's business.
 */
public final class JsonFault {

    private static final String LIMITS =
            "beyond the limits: %d levels deep, %d digits in a number, %d characters in a name"
                    .formatted(
                            StreamReadConstraints.DEFAULT_MAX_DEPTH,
                            StreamReadConstraints.DEFAULT_MAX_NUM_LEN,
                            StreamReadConstraints.DEFAULT_MAX_NAME_LEN);

    private static final JsonLocation START = new JsonLocation(ContentReference.unknown(), 0, 1, 1);

    private JsonFault() {}

    /** The fault of a whole document: {@code not JSON at line 2, column 11}. */
    public static String inDocument(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return LIMITS;
        }
        JsonLocation location = locationOf(e);
        return "not JSON at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** The fault of one line among many: {@code not JSON at column 11}. */
    static String inLine(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return LIMITS;
        }
        return "not JSON at column " + locationOf(e).getColumnNr();
    }

    /** Bytes that are no characters at all have no location: they are found before the first. */
    private static JsonLocation locationOf(IOException e) {
        return e instanceof JsonProcessingException j && j.getLocation() != null
                ? j.getLocation()
                : START;
    }
}
