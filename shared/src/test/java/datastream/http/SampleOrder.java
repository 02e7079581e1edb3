package datastream.http;

import datastream.reading.InvalidField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body with a field of every kind. */
record SampleOrder(
        @Nullable String sensorType,
        int count,
        @Nullable Integer id2,
        double rate,
        @Nullable Double limit,
        boolean quick,
        @Nullable Transport transport,
        @Nullable Signal signal,
        @Nullable List<Signal> more) {

    SampleOrder {
        if (count < 0) {
            throw new InvalidField("count", "must be at least 0");
        }
        if (count == 666) {
            throw new IllegalArgumentException("java.lang.Secret");
        }
    }

    enum Transport {
        GRPC,
        MQTT
    }

    record Signal(double mean, @Nullable Long seed, long step) {}
}
