package datastream.collector.usecase.export;

/** As many exports as there may be at once are going on. Trying again later helps. */
public final class TooManyExports extends RuntimeException {

    TooManyExports(int most) {
        super(most + " exports are going on, and more are not possible at once");
    }
}
