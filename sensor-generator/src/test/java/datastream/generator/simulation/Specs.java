package datastream.generator.simulation;

import datastream.generator.signal.UniformSignal;
import datastream.reading.Sensor;

/** Generators for tests. */
final class Specs {

    private Specs() {}

    static GeneratorSpec at(double rate) {
        return of(1, rate);
    }

    static GeneratorSpec of(int id2, double rate) {
        return new GeneratorSpec(
                new Sensor("temperature", "ROOM", id2),
                new Rate(rate),
                Transport.GRPC,
                new UniformSignal(0, 100, 1L, 2));
    }
}
