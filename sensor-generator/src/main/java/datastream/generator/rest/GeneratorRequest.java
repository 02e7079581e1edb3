package datastream.generator.rest;

import datastream.generator.signal.DefaultSignals;
import datastream.generator.signal.SignalSpec;
import datastream.generator.simulation.GeneratorSpec;
import datastream.generator.simulation.Rate;
import datastream.generator.simulation.Transport;
import datastream.http.Json;
import datastream.reading.Sensor;
import org.jspecify.annotations.Nullable;

/** The body that creates a generator; all but {@code signal} is needed. */
record GeneratorRequest(
        @Nullable String sensorType,
        @Nullable String id1,
        @Nullable Integer id2,
        @Nullable Double rate,
        @Nullable Transport transport,
        @Nullable SignalJson signal) {

    /**
     * @throws datastream.reading.InvalidField naming the first field that is missing or breaks its
     *     rule
     */
    GeneratorSpec toSpec() {
        Sensor sensor =
                new Sensor(
                        Json.required("sensor_type", sensorType),
                        Json.required("id1", id1),
                        Json.required("id2", id2));
        return new GeneratorSpec(
                sensor,
                new Rate(Json.required("rate", rate)),
                Json.required("transport", transport),
                signalOf(sensor));
    }

    private SignalSpec signalOf(Sensor sensor) {
        return signal == null ? DefaultSignals.of(sensor.type()) : signal.toSpec();
    }
}
