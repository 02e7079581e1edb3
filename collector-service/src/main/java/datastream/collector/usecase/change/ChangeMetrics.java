package datastream.collector.usecase.change;

import datastream.collector.domain.ChangeTask;
import java.util.Locale;

/** Is told what becomes of the wishes to change readings. Thread-safe. */
public interface ChangeMetrics {

    /** Whom nobody asks. */
    ChangeMetrics NONE =
            new ChangeMetrics() {
                @Override
                public void ended(ChangeTask.Kind kind, End end) {}

                @Override
                public void changed(ChangeTask.Kind kind, long readings) {}
            };

    /** What a wish came to. One that becomes a job has two ends: that, and later the job's. */
    enum End {
        /** Done in one transaction. */
        DONE,
        /** It became a job. */
        QUEUED,
        /** There was nothing to change. */
        NOTHING,
        /** It must be confirmed first. */
        UNCONFIRMED,
        /** It cannot be done, or not now. */
        REFUSED,
        /** A job has come to its end here. */
        JOB_DONE,
        /** A job could not go on here. */
        JOB_FAILED;

        /** As the meters name it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static End of(ChangeOutcome outcome) {
            return switch (outcome) {
                case ChangeOutcome.Done _ -> DONE;
                case ChangeOutcome.Queued _ -> QUEUED;
                case ChangeOutcome.Nothing _ -> NOTHING;
                case ChangeOutcome.Unconfirmed _ -> UNCONFIRMED;
                case ChangeOutcome.TooManyJobs _,
                        ChangeOutcome.NotThere _,
                        ChangeOutcome.NotFinished _,
                        ChangeOutcome.AlreadyUndone _ ->
                        REFUSED;
            };
        }
    }

    void ended(ChangeTask.Kind kind, End end);

    /** So many readings were changed, in a transaction that is committed. */
    void changed(ChangeTask.Kind kind, long readings);
}
