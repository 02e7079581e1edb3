package datastream.chaos.sender;

/** Texts of which none is a reading, each wrong in another way. */
final class MalformedText {

    private static final String[] TEXTS = {
        "{",
        "]",
        "nothing",
        "{\"sensor_type\":\"chaos\"}",
        "{\"sensor_value\":\"high\"}",
        "{\"sensor_type\":\"chaos\",\"id1\":\"BAD\",\"id2\":-1,\"timestamp\":\"2026-11-21T08:00:00Z\",\"sensor_value\":1}",
        "{\"sensor_type\":\"chaos\",\"id1\":\"BAD\",\"id2\":1,\"timestamp\":\"yesterday\",\"sensor_value\":1}",
        "{\"sensor_type\":\"chaos\",\"id1\":\"BAD\",\"id2\":1,\"timestamp\":\"2026-11-21T08:00:00Z\",\"sensor_value\":1e999}",
        "\u0000\u0001\ufffd",
    };

    private MalformedText() {}

    static String next(int index) {
        return TEXTS[index % TEXTS.length];
    }
}
