package datastream.generator.simulation;

import datastream.reading.Timestamps;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The two times that a generator needs: one to pace by, one to date readings with. */
public interface TimeSource {

    /** The clocks of this machine. */
    TimeSource SYSTEM =
            new TimeSource() {
                @Override
                public long monotonicMicros() {
                    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
                }

                @Override
                public long wallMicros() {
                    return Timestamps.toMicros(Instant.now());
                }
            };

    /** Microseconds since some instant; never jumps. */
    long monotonicMicros();

    /** Microseconds since 1970-01-01T00:00:00Z; jumps when somebody sets the clock. */
    long wallMicros();
}
