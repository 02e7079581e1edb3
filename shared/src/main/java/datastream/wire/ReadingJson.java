package datastream.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import datastream.reading.InvalidField;
import datastream.reading.Submission;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Readings as JSON: one object, an array of objects, or one object per line (NDJSON). What is wrong
 * with a single reading becomes its rejection. Thread-safe.
 */
public final class ReadingJson {

    /** Takes NaN and infinities as numbers, so that they cost one reading and not the payload. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private ReadingJson() {}

    /**
     * Decodes one JSON reading or an array of them.
     *
     * @param known what the envelope says already
     * @throws MalformedPayload when the bytes are not JSON, or hold no or more than {@link
     *     Submission#MOST_READINGS} readings
     */
    public static Submission decode(byte[] body, KnownFields known) {
        try (JsonParser json = FACTORY.createParser(body)) {
            Submission.Builder submission = new Submission.Builder();
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new MalformedPayload("the payload is empty");
            }
            if (first == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    addOne(body, json, known, submission);
                }
            } else {
                addOne(body, json, known, submission);
            }
            if (json.nextToken() != null) {
                throw new MalformedPayload("something follows the first JSON value");
            }
            if (submission.size() == 0) {
                throw new MalformedPayload("the payload is empty");
            }
            return submission.build();
        } catch (IOException e) {
            throw new MalformedPayload(JsonFault.inDocument(e));
        }
    }

    /**
     * Decodes NDJSON. A line that is not JSON costs that line; empty lines are passed over.
     *
     * @throws MalformedPayload when there are no or more than {@link Submission#MOST_READINGS}
     *     readings
     */
    public static Submission decodeLines(byte[] body) {
        Submission.Builder submission = new Submission.Builder();
        int start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                addLine(body, start, i, submission);
                start = i + 1;
            }
        }
        if (submission.size() == 0) {
            throw new MalformedPayload("the payload is empty");
        }
        return submission.build();
    }

    private static void addLine(byte[] body, int start, int end, Submission.Builder submission) {
        var line = new ByteArrayInputStream(body, start, end - start);
        try (JsonParser json = FACTORY.createParser(line)) {
            if (json.nextToken() == null) {
                return;
            }
            requireRoom(submission);
            try {
                var reading = new ReadingParser(json).read(KnownFields.NONE);
                if (json.nextToken() != null) {
                    throw new InvalidField("", "must be alone on its line");
                }
                submission.accept(reading);
            } catch (InvalidField e) {
                submission.reject(e, SentContent.of(body, start, end));
            }
        } catch (IOException e) {
            requireRoom(submission);
            submission.reject(
                    new InvalidField("", "is " + JsonFault.inLine(e)),
                    SentContent.of(body, start, end));
        }
    }

    private static void addOne(
            byte[] body, JsonParser json, KnownFields known, Submission.Builder submission)
            throws IOException {
        requireRoom(submission);
        JsonLocation start = json.currentTokenLocation();
        try {
            submission.accept(new ReadingParser(json).read(known));
        } catch (InvalidField e) {
            submission.reject(e, SentContent.of(body, start, json, known));
        }
    }

    private static void requireRoom(Submission.Builder submission) {
        if (submission.size() >= Submission.MOST_READINGS) {
            throw new MalformedPayload("more than " + Submission.MOST_READINGS + " readings");
        }
    }
}
