package datastream.generator.signal;

/** What a sensor measures when nobody says: plausible values for the usual types. */
public final class DefaultSignals {

    private DefaultSignals() {}

    /**
     * @param sensorType any valid sensor type; one without values of its own measures 0 to 100
     */
    public static SignalSpec of(String sensorType) {
        return switch (sensorType) {
            // degrees Celsius in a room
            case "temperature" -> new RandomWalkSignal(21, 0.05, 15, 30, null, 2);
            // per cent relative humidity
            case "humidity" -> new RandomWalkSignal(45, 0.2, 20, 80, null, 1);
            // parts per million
            case "co2" -> new RandomWalkSignal(600, 5, 400, 2_000, null, 0);
            // 0 for nobody there, 1 for somebody
            case "motion" -> new UniformSignal(0, 1, null, 0);
            // lux, brightening and darkening within ten minutes
            case "light" -> new SineSignal(500, 450, 600, null, 0);
            // decibels
            case "noise" -> new RandomWalkSignal(45, 1, 30, 90, null, 1);
            default -> new UniformSignal(0, 100, null, 2);
        };
    }
}
