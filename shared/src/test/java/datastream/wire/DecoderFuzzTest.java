package datastream.wire;

import static datastream.wire.JsonSamples.GOOD;
import static datastream.wire.JsonSamples.bytes;
import static datastream.wire.JsonSamples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import datastream.reading.Rejection;
import datastream.reading.Submission;
import datastream.v1.ReadingBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever bytes arrive, a decoder answers with readings, rejections or MalformedPayload. */
class DecoderFuzzTest {

    private static final int CASES_PER_SEED = 2_000;

    private static final List<byte[]> SEEDS =
            List.of(
                    bytes("[" + GOOD + "," + GOOD + "]"),
                    bytes(GOOD + "\n" + with("id2", "-7e12") + "\r\n" + GOOD),
                    bytes("[null,{\"a\":[{}]}," + with("id1", "\"\\uD83D\"") + "]"),
                    bytes(
                            "{\"received\":1,\"committed\":0,\"duplicates\":0,\"rejected\":[{\"index\":0,"
                                    + "\"code\":\"invalid\",\"field\":\"id1\",\"message\":\"must\"}]}"),
                    ReadingProto.encode(List.of(JsonSamples.GOOD_READING)).toByteArray());

    private static final List<String> SNIPPETS =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\"",
                    "\\",
                    "\n",
                    "\0",
                    "null",
                    "1e999",
                    "-",
                    "\uFEFF",
                    "\\u0000",
                    "\uD83D\uDE00",
                    "9999999999999999999",
                    "\"id1\":",
                    "NaN");

    @RepeatedTest(10)
    void nothingElseEscapes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int run = 0; run < CASES_PER_SEED; run++) {
            byte[] input = mutated(random);
            String name = "seed %d, run %d".formatted(repetition.getCurrentRepetition(), run);
            attempt(name, input, bytes -> check(ReadingJson.decode(bytes, KnownFields.NONE)));
            attempt(name, input, bytes -> check(ReadingJson.decodeLines(bytes)));
            attempt(name, input, OutcomeJson::fromBytes);
            attempt(name, input, DecoderFuzzTest::decodeProto);
        }
    }

    private static void attempt(String name, byte[] input, Consumer<byte[]> decoder) {
        try {
            decoder.accept(input);
        } catch (MalformedPayload e) {
            assertThat(e.reason()).as(name).isNotBlank().hasSizeLessThan(300);
        } catch (RuntimeException e) {
            fail(name + ", input " + HexFormat.of().formatHex(input), e);
        }
    }

    private static void decodeProto(byte[] input) {
        try {
            check(ReadingProto.decode(ReadingBatch.parseFrom(input)));
        } catch (IOException e) {
            // Not protobuf at all: the door's affair.
        }
    }

    private static void check(Submission submission) {
        assertThat(submission.size()).isBetween(1, Submission.MOST_READINGS);
        for (Rejection rejection : submission.rejections()) {
            assertThat(rejection.field()).hasSizeLessThan(100);
            assertThat(rejection.message()).isNotBlank().hasSizeLessThan(300);
        }
    }

    private static byte[] mutated(Random random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] input = SEEDS.get(random.nextInt(SEEDS.size())).clone();
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            input = mutate(input, random);
        }
        return input;
    }

    private static byte[] mutate(byte[] input, Random random) {
        int position = random.nextInt(input.length + 1);
        int length = random.nextInt(1, 9);
        byte[] head = Arrays.copyOf(input, position);
        byte[] tail =
                Arrays.copyOfRange(input, Math.min(input.length, position + length), input.length);
        byte[] rest = Arrays.copyOfRange(input, position, input.length);
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return switch (random.nextInt(5)) {
            case 0 -> join(head, noise, tail);
            case 1 -> join(head, noise, rest);
            case 2 -> join(head, tail);
            case 3 -> join(head, bytes(SNIPPETS.get(random.nextInt(SNIPPETS.size()))), tail);
            default -> join(head, rest, rest);
        };
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
