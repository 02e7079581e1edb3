package datastream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import datastream.reading.BadReading;
import datastream.reading.InvalidField;
import datastream.reading.Reading;
import datastream.reading.Submission;
import datastream.reading.Timestamps;
import datastream.security.InvalidToken;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import datastream.v1.ReadingBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Coverage-guided fuzzing of everything that takes bytes apart. Here the corpus is replayed; to
 * search on, {@code JAZZER_FUZZ=1 mvn test -pl shared -am -Dtest='WireFuzzTest#json'
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 *
 * <p>Whatever comes, a decoder answers with readings, rejections or a fault of the sender; what it
 * takes for a reading survives being written and read again.
 */
class WireFuzzTest {

    private static final String TEN_MINUTES = "10m";

    private static final Tokens TOKENS =
            new Tokens(
                    new TokenSecret("a secret of the fuzz test, long enough"),
                    Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @FuzzTest(maxDuration = TEN_MINUTES)
    void json(byte[] body) {
        decode(() -> ReadingJson.decode(body, KnownFields.NONE));
    }

    @FuzzTest(maxDuration = TEN_MINUTES)
    void jsonUnderATopic(byte[] body) {
        decode(() -> ReadingJson.decode(body, new KnownFields("light", "HALL", 1)));
    }

    @FuzzTest(maxDuration = TEN_MINUTES)
    void lines(byte[] body) {
        decode(() -> ReadingJson.decodeLines(body));
    }

    @FuzzTest(maxDuration = TEN_MINUTES)
    void batch(byte[] message) {
        decode(() -> ReadingProto.decode(ReadingBatch.parseFrom(message)));
    }

    @FuzzTest(maxDuration = TEN_MINUTES)
    void single(byte[] message) {
        decode(() -> one(datastream.v1.Reading.parseFrom(message)));
    }

    @FuzzTest(maxDuration = TEN_MINUTES)
    void outcome(byte[] body) {
        try {
            OutcomeJson outcome = OutcomeJson.fromBytes(body);
            assertThat(OutcomeJson.fromBytes(outcome.toBytes())).isEqualTo(outcome);
        } catch (MalformedPayload e) {
            assertThat(e.reason()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = TEN_MINUTES)
    void timestamp(byte[] text) {
        try {
            long micros = Timestamps.parse(new String(text, StandardCharsets.UTF_8));
            assertThat(Timestamps.parse(Timestamps.format(micros))).isEqualTo(micros);
        } catch (InvalidField e) {
            assertThat(e.rule()).isNotBlank();
        }
    }

    /** Nobody who does not know the secret gets in. */
    @FuzzTest(maxDuration = TEN_MINUTES)
    void token(byte[] header) {
        try {
            TOKENS.verifyBearer(new String(header, StandardCharsets.UTF_8));
            throw new AssertionError("a token out of nothing was good");
        } catch (InvalidToken e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private interface Decoder {
        Submission decode() throws IOException;
    }

    private static Submission one(datastream.v1.Reading message) {
        Submission.Builder submission = new Submission.Builder();
        ReadingProto.decode(message, submission);
        return submission.build();
    }

    private static void decode(Decoder decoder) {
        Submission submission;
        try {
            submission = decoder.decode();
        } catch (IOException e) {
            return; // gRPC answers it before we are asked
        } catch (MalformedPayload e) {
            assertThat(e.reason()).isNotBlank();
            return;
        }
        assertThat(submission.size()).isBetween(1, Submission.MOST_READINGS);
        submission.readings().forEach(WireFuzzTest::survives);
        long last = -1;
        for (BadReading bad : submission.bad()) {
            assertThat(bad.rejection().index()).isBetween(last + 1, submission.size() - 1L);
            last = bad.rejection().index();
        }
    }

    private static void survives(Reading reading) {
        byte[] json = reading.toJson().getBytes(StandardCharsets.UTF_8);
        assertThat(ReadingJson.decode(json, KnownFields.NONE).readings()).containsExactly(reading);
        assertThat(ReadingProto.decode(ReadingProto.encode(reading))).isEqualTo(reading);
    }
}
