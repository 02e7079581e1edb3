package datastream.generator.rest;

import datastream.generator.simulation.Counts;
import datastream.generator.simulation.GeneratorState;
import datastream.generator.simulation.GeneratorStatus;
import datastream.generator.simulation.Transport;
import datastream.reading.Sensor;

/** A generator as JSON. */
record GeneratorJson(
        String id,
        String sensorType,
        String id1,
        int id2,
        double rate,
        Transport transport,
        SignalJson signal,
        GeneratorState state,
        Counts counts,
        double currentRate) {

    static GeneratorJson of(GeneratorStatus status) {
        Sensor sensor = status.spec().sensor();
        return new GeneratorJson(
                status.spec().id(),
                sensor.type(),
                sensor.id1(),
                sensor.id2(),
                status.rate().perSecond(),
                status.spec().transport(),
                SignalJson.of(status.spec().signal()),
                status.state(),
                status.counts(),
                Math.round(status.currentRate() * 100) / 100.0);
    }
}
