package datastream.reading;

/**
 * The source of a series of readings. A sensor has at most one value per instant.
 *
 * @param type what is measured, a lower-case word: {@code [a-z][a-z0-9_]{0,49}}
 * @param id1 capital letters: {@code [A-Z]{1,32}}
 * @param id2 an integer, at least 0
 */
public record Sensor(String type, String id1, int id2) {

    private static final int LONGEST_TYPE = 50;
    private static final int LONGEST_ID1 = 32;

    /**
     * @throws InvalidField naming the first field that breaks its rule
     */
    public Sensor {
        checkType(type);
        checkId1(id1);
        checkId2(id2);
    }

    /** Checks a sensor type alone, for filters that name only that. */
    public static void checkType(String type) {
        if (type.isEmpty() || type.length() > LONGEST_TYPE || !isLowerCase(type.charAt(0))) {
            throw invalidType(type);
        }
        for (int i = 1; i < type.length(); i++) {
            char c = type.charAt(i);
            if (!isLowerCase(c) && !(c >= '0' && c <= '9') && c != '_') {
                throw invalidType(type);
            }
        }
    }

    /** Checks an id1 alone, for filters that name only that. */
    public static void checkId1(String id1) {
        if (id1.isEmpty() || id1.length() > LONGEST_ID1) {
            throw invalidId1(id1);
        }
        for (int i = 0; i < id1.length(); i++) {
            if (id1.charAt(i) < 'A' || id1.charAt(i) > 'Z') {
                throw invalidId1(id1);
            }
        }
    }

    /** Checks an id2 alone, for filters that name only that. */
    public static void checkId2(int id2) {
        if (id2 < 0) {
            throw new InvalidField("id2", "must be an integer from 0 to 2147483647, not " + id2);
        }
    }

    private static boolean isLowerCase(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static InvalidField invalidType(String type) {
        return InvalidField.of("sensor_type", "must match [a-z][a-z0-9_]{0,49}", type);
    }

    private static InvalidField invalidId1(String id1) {
        return InvalidField.of("id1", "must be 1 to 32 capital letters A-Z", id1);
    }
}
