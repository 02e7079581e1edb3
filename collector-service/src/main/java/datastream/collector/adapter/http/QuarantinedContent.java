package datastream.collector.adapter.http;

import datastream.reading.InvalidField;
import datastream.reading.Submission;
import datastream.wire.KnownFields;
import datastream.wire.MalformedPayload;
import datastream.wire.ReadingJson;
import java.nio.charset.StandardCharsets;

/** Reads a content of the quarantine, or what is to take its place, as one reading. */
public final class QuarantinedContent {

    private QuarantinedContent() {}

    /**
     * @return a submission of one: the reading, or what is wrong with the content
     */
    public static Submission decode(String content) {
        try {
            return one(content.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedPayload e) {
            Submission.Builder bad = new Submission.Builder();
            bad.reject(new InvalidField("", "is no reading: " + e.reason()), content);
            return bad.build();
        }
    }

    /**
     * @return a submission of one: the reading, or what is wrong with it
     * @throws MalformedPayload when it is not one JSON value, or an array
     */
    static Submission one(byte[] json) {
        if (new String(json, StandardCharsets.UTF_8).stripLeading().startsWith("[")) {
            throw new MalformedPayload("an array, where one reading is meant");
        }
        return ReadingJson.decode(json, KnownFields.NONE);
    }
}
