package datastream.chaos.scenario;

import java.util.Random;

/** One kind of fault, over and over, under load. */
public interface Scenario {

    /** Rounds between two comparisons of the table with the journals. */
    int ROUNDS_BEFORE_CHECK = 50;

    /** Lower-case words with hyphens, as on the command line. */
    String name();

    /** What is done, for people. */
    String fault();

    /** How many rounds. */
    int times(Scale scale);

    /** What it needs to run on, when that differs from one collector and senders on every door. */
    default StagePlan plan(StagePlan usual) {
        return usual;
    }

    /** Whether the database must lie on a disk that can be filled. */
    default boolean needsSmallDisk() {
        return false;
    }

    /**
     * One round: leaves everything running and repaired.
     *
     * @param random decides everything that is left to chance, so that a seed replays it
     * @param number counts from 1
     */
    void round(Stage stage, Random random, int number) throws InterruptedException;

    /** All rounds, with comparisons between; the last comparison is the caller's. */
    default void run(Stage stage, Random random, int times) throws InterruptedException {
        for (int number = 1; number <= times; number++) {
            round(stage, random, number);
            if (number % ROUNDS_BEFORE_CHECK == 0 && number < times) {
                stage.check();
                stage.startSenders();
            }
        }
    }
}
