package datastream.stack;

import datastream.generator.signal.DefaultSignals;
import datastream.generator.simulation.GeneratorSpec;
import datastream.generator.simulation.Generators;
import datastream.generator.simulation.Rate;
import datastream.generator.simulation.Transport;
import datastream.reading.Sensor;
import java.util.List;

/** The sensors that are there from the start: one of each usual type, in room 1. */
final class SimulatedSensors {

    static final double PER_SECOND = 10;
    static final List<String> OVER_GRPC = List.of("temperature", "humidity", "co2");
    static final List<String> OVER_MQTT = List.of("motion", "light", "noise");

    private SimulatedSensors() {}

    static void addTo(Generators generators) {
        OVER_GRPC.forEach(type -> generators.create(sensor(type, Transport.GRPC)));
        OVER_MQTT.forEach(type -> generators.create(sensor(type, Transport.MQTT)));
    }

    private static GeneratorSpec sensor(String type, Transport transport) {
        return new GeneratorSpec(
                new Sensor(type, "ROOM", 1),
                new Rate(PER_SECOND),
                transport,
                DefaultSignals.of(type));
    }
}
