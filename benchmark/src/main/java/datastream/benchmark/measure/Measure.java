package datastream.benchmark.measure;

/** One question to the pipeline. Each begins with a rig of its own, freshly started. */
public interface Measure {

    /** Its word on the command line, and the beginning of its figures' names. */
    String name();

    /** What it asks, for people. */
    String question();

    void run(Bench bench) throws InterruptedException;
}
