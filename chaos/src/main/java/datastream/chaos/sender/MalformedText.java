package datastream.chaos.sender;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts of which none is a reading, each wrong in another way. */
final class MalformedText {

    private static final String[] OBJECTS = {
        "{\"sensor_type\":\"chaos\"}",
        "{\"sensor_value\":\"high\"}",
        "{\"sensor_type\":\"chaos\",\"id1\":\"BAD\",\"id2\":-1,\"timestamp\":\"2026-11-21T08:00:00Z\",\"sensor_value\":1}",
        "{\"sensor_type\":\"chaos\",\"id1\":\"BAD\",\"id2\":1,\"timestamp\":\"yesterday\",\"sensor_value\":1}",
        "{\"sensor_type\":\"chaos\",\"id1\":\"BAD\",\"id2\":1,\"timestamp\":\"2026-11-21T08:00:00Z\",\"sensor_value\":1e999}",
    };

    private static final String[] TEXTS =
            Stream.concat(
                            Stream.of("{", "]", "nothing", "\u0000\u0001\ufffd"),
                            Arrays.stream(OBJECTS))
                    .toArray(String[]::new);

    private MalformedText() {}

    static String next(int index) {
        return TEXTS[index % TEXTS.length];
    }

    /** A JSON array: only what is in it is wrong, one thing in each of its objects. */
    static String array(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> OBJECTS[i % OBJECTS.length])
                .collect(Collectors.joining(",", "[", "]"));
    }
}
