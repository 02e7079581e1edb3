package datastream.collector.usecase.quality;

/** As many assessments as there may be at once are going on. Trying again later helps. */
public final class TooManyAssessments extends RuntimeException {

    TooManyAssessments(int most) {
        super(most + " assessments of quality are going on, and more are not possible at once");
    }
}
