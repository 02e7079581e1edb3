package datastream.generator.simulation;

/** Clocks that stand still until a test moves them. */
final class FakeTime implements TimeSource {

    private long monotonic = 5_000_000;
    private long wall = 1_795_248_000_000_000L;

    @Override
    public long monotonicMicros() {
        return monotonic;
    }

    @Override
    public long wallMicros() {
        return wall;
    }

    void passMillis(long millis) {
        monotonic += millis * 1_000;
        wall += millis * 1_000;
    }

    /** Somebody sets the wall clock, forward or, when negative, back. */
    void setWallClockByMillis(long millis) {
        wall += millis * 1_000;
    }
}
