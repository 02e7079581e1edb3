package datastream.benchmark.micro;

import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.util.List;
import java.util.stream.IntStream;

/** What a gateway with some sensors sends. */
final class Samples {

    /** Readings in each submission. */
    static final int READINGS = 1_000;

    private static final int SENSORS = 16;
    private static final long FIRST_MICROS = 1_795_000_000_000_000L;
    private static final long STEP_MICROS = 1_000;
    private static final int DIFFERENT_VALUES = 1_000;

    private Samples() {}

    static List<Reading> readings() {
        return IntStream.range(0, READINGS).mapToObj(Samples::reading).toList();
    }

    /** Values of two decimal places, as a thermometer says them. */
    private static Reading reading(int number) {
        Sensor sensor = new Sensor("temperature", "BENCH", number % SENSORS);
        long micros = FIRST_MICROS + number / SENSORS * STEP_MICROS;
        return new Reading(sensor, micros, (2_000 + number * 7 % DIFFERENT_VALUES) / 100.0);
    }
}
