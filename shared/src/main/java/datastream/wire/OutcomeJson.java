package datastream.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import datastream.reading.IngestOutcome;
import datastream.reading.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The outcome of a submission as JSON: the body of an HTTP answer and of an MQTT end-to-end
 * acknowledgement.
 *
 * @param received readings handed in
 * @param committed readings newly stored
 * @param duplicates readings stored before, with the same value
 * @param rejected readings not stored; over MQTT perhaps only the first of them, {@code received -
 *     committed - duplicates} counts all
 */
public record OutcomeJson(int received, int committed, int duplicates, List<Rejection> rejected) {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private static final int SEPARATOR_BYTES = 1;

    public OutcomeJson {
        rejected = List.copyOf(rejected);
    }

    public static OutcomeJson of(IngestOutcome outcome) {
        return new OutcomeJson(
                outcome.size(), outcome.committed(), outcome.duplicates(), outcome.rejections());
    }

    public byte[] toBytes() {
        return bytes(this);
    }

    private static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException("An outcome could not be written as JSON", e);
        }
    }

    /**
     * In at most so many bytes: of the rejections as many of the first as fit, while the counts
     * speak for all readings. The counts themselves are never left out.
     */
    public byte[] toBytes(int most) {
        byte[] whole = toBytes();
        return whole.length <= most ? whole : withRejections(thatFit(most)).toBytes();
    }

    private OutcomeJson withRejections(int first) {
        return new OutcomeJson(received, committed, duplicates, rejected.subList(0, first));
    }

    private int thatFit(int most) {
        int bytes = withRejections(0).toBytes().length;
        int count = 0;
        while (count < rejected.size()) {
            bytes += bytes(rejected.get(count)).length + SEPARATOR_BYTES;
            if (bytes > most) {
                return count;
            }
            count++;
        }
        return count;
    }

    /**
     * @throws MalformedPayload when the bytes are not such an outcome
     */
    public static OutcomeJson fromBytes(byte[] bytes) {
        try {
            OutcomeJson outcome = MAPPER.readValue(bytes, OutcomeJson.class);
            if (outcome == null) {
                throw new MalformedPayload("null is not an outcome");
            }
            return outcome;
        } catch (JsonMappingException e) {
            throw new MalformedPayload("JSON, but not an outcome");
        } catch (IOException e) {
            throw new MalformedPayload(JsonFault.inDocument(e));
        }
    }
}
