package datastream.collector.domain.quality;

import datastream.reading.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Finds values that stay as they are, as the flat line test of QARTOD does (U.S. IOOS, Manual for
 * Real-Time Quality Control of In-situ Temperature and Salinity Data, test 8) with a tolerance of
 * 0: a run of equal values, as long as it lasts, is one finding. The two zeros are equal. Not
 * thread-safe.
 */
final class StuckDetector {

    private final int least;
    private final Found<StuckRun> runs = new Found<>();
    private @Nullable Reading first;
    private long lastMicros;
    private long count;

    /**
     * @param least equal values in a row that are a finding, at least 2
     */
    StuckDetector(int least) {
        this.least = least;
    }

    void accept(Reading reading) {
        if (first == null || first.value() != reading.value()) {
            finish();
            first = reading;
            count = 0;
        }
        lastMicros = reading.timestampMicros();
        count++;
    }

    /** Nothing comes any more. */
    void finish() {
        if (first != null && count >= least) {
            runs.add(new StuckRun(first.timestampMicros(), lastMicros, first.value(), count));
        }
        first = null;
    }

    Findings<StuckRun> runs() {
        return runs.findings();
    }
}
