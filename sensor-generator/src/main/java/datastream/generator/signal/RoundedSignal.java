package datastream.generator.signal;

/** Rounds another signal to a number of decimals. */
final class RoundedSignal implements Signal {

    private final Signal signal;
    private final double scale;

    RoundedSignal(Signal signal, int decimals) {
        this.signal = signal;
        scale = Math.pow(10, decimals);
    }

    @Override
    public double next(double elapsedSeconds) {
        // Adding 0 turns a negative zero into a plain one.
        return Math.rint(signal.next(elapsedSeconds) * scale) / scale + 0.0;
    }
}
