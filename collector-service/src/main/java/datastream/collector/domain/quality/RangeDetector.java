package datastream.collector.domain.quality;

import datastream.reading.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Finds values outside what is possible, as the gross range test of QARTOD does (U.S. IOOS, Manual
 * for Real-Time Quality Control of In-situ Temperature and Salinity Data, test 4). Not thread-safe.
 */
final class RangeDetector {

    private final @Nullable Double least;
    private final @Nullable Double most;
    private final Found<Reading> outside = new Found<>();

    /**
     * @param least least value that is possible, or null for no bound
     * @param most greatest value that is possible, or null for no bound
     */
    RangeDetector(@Nullable Double least, @Nullable Double most) {
        this.least = least;
        this.most = most;
    }

    void accept(Reading reading) {
        if ((least != null && reading.value() < least)
                || (most != null && reading.value() > most)) {
            outside.add(reading);
        }
    }

    Findings<Reading> outside() {
        return outside.findings();
    }
}
