package datastream.generator;

import datastream.generator.signal.DefaultSignals;
import datastream.generator.simulation.GeneratorSpec;
import datastream.generator.simulation.Rate;
import datastream.generator.simulation.Transport;
import datastream.reading.InvalidField;
import datastream.reading.Sensor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The generator that a service begins with, when the command line or the environment names one. */
final class FirstGeneratorOptions {

    @Option(
            names = "--sensor-type",
            paramLabel = "TYPE",
            description =
                    "Begin with a sensor of this type, such as temperature, humidity, co2, motion, light or noise; default none. [SENSOR_TYPE]")
    private @Nullable String sensorType;

    @Option(
            names = "--id1",
            paramLabel = "ID1",
            description = "First part of its id, 1 to 32 capital letters. [ID1]")
    private @Nullable String id1;

    @Option(
            names = "--id2",
            paramLabel = "ID2",
            description = "Second part of its id, an integer from 0. [ID2]")
    private @Nullable Integer id2;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description =
                    "Its readings per second, 0.01 to 100000, default ${DEFAULT-VALUE}. [RATE]",
            defaultValue = "1")
    private double rate;

    @Option(
            names = "--transport",
            paramLabel = "TRANSPORT",
            description =
                    "How its readings travel, grpc or mqtt, default ${DEFAULT-VALUE}. [TRANSPORT]",
            defaultValue = "grpc")
    private String transport = "grpc";

    /**
     * What to start with; null for nothing.
     *
     * @throws InvalidField naming the setting that is missing or breaks its rule
     */
    @Nullable GeneratorSpec toSpec() {
        if (sensorType == null && id1 == null && id2 == null) {
            return null;
        }
        Sensor sensor =
                new Sensor(given("sensor_type", sensorType), given("id1", id1), given("id2", id2));
        return new GeneratorSpec(
                sensor, new Rate(rate), transport(), DefaultSignals.of(sensor.type()));
    }

    private Transport transport() {
        for (Transport known : Transport.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(transport)) {
                return known;
            }
        }
        throw InvalidField.of("transport", "must be grpc or mqtt", transport);
    }

    private static <T> T given(String setting, @Nullable T value) {
        if (value == null) {
            throw new InvalidField(
                    setting, "is missing: a generator needs sensor_type, id1 and id2");
        }
        return value;
    }
}
