package datastream.collector.domain.quality;

import datastream.reading.Reading;

/**
 * Finds readings far off their neighbours: a Hampel filter over a sliding window of the reading and
 * {@value #NEIGHBOURS} neighbours on each side, fewer at the ends. Windows are of readings, not of
 * time. Not thread-safe.
 *
 * @see HampelWindow
 */
final class SpikeDetector {

    static final int NEIGHBOURS = 10;

    private static final int WINDOW = 2 * NEIGHBOURS + 1;

    private final double threshold;
    private final HampelWindow window = new HampelWindow(WINDOW);
    private final Reading[] latest = new Reading[WINDOW];
    private final Found<Spike> spikes = new Found<>();
    private long seen;

    /**
     * @param threshold robust standard deviations beyond which a reading is a spike, above 0
     */
    SpikeDetector(double threshold) {
        this.threshold = threshold;
    }

    void accept(Reading reading) {
        latest[(int) (seen++ % WINDOW)] = reading;
        if (seen > NEIGHBOURS) {
            judge(seen - 1 - NEIGHBOURS);
        }
    }

    /** Nothing comes any more: the last ones have fewer neighbours behind them. */
    void finish() {
        for (long i = Math.max(0, seen - NEIGHBOURS); i < seen; i++) {
            judge(i);
        }
    }

    private void judge(long position) {
        window.clear();
        for (long i = Math.max(0, position - NEIGHBOURS);
                i <= Math.min(position + NEIGHBOURS, seen - 1);
                i++) {
            window.add(at(i).value());
        }
        window.measure();
        Reading reading = at(position);
        double deviation = window.deviationOf(reading.value());
        if (deviation > threshold) {
            spikes.add(new Spike(reading, window.median(), deviation));
        }
    }

    private Reading at(long position) {
        return latest[(int) (position % WINDOW)];
    }

    Findings<Spike> spikes() {
        return spikes.findings();
    }
}
