package datastream.collector.adapter.http;

import datastream.reading.InvalidField;
import datastream.reading.Sensor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sensor as one part of a path, {@code temperature-ROOM-1}, as the generators name theirs: no
 * part of it has a hyphen in it.
 */
final class SensorName {

    private static final Pattern NAME = Pattern.compile("([^-]*)-([^-]*)-(0|[1-9][0-9]{0,9})");

    private SensorName() {}

    /**
     * @throws InvalidField when it names none
     */
    static Sensor parse(String text) {
        Matcher name = NAME.matcher(text);
        try {
            if (name.matches()) {
                return new Sensor(name.group(1), name.group(2), Integer.parseInt(name.group(3)));
            }
        } catch (InvalidField | NumberFormatException e) {
            // Said below.
        }
        throw InvalidField.of(
                "sensor", "must be sensor_type, id1 and id2, as in temperature-ROOM-1", text);
    }

    static String of(Sensor sensor) {
        return sensor.type() + "-" + sensor.id1() + "-" + sensor.id2();
    }
}
