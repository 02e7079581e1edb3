package datastream.collector.domain;

import org.jspecify.annotations.Nullable;

/** What is to be done with which stored readings. */
public sealed interface ChangeTask {

    /** The kinds of change. */
    enum Kind {
        EDIT,
        DELETE,
        UNDO
    }

    Kind kind();

    /** Does something with the readings that match a filter. */
    sealed interface OfFilter extends ChangeTask {

        ReadingFilter filter();

        /** What becomes of their values; null when they are deleted. */
        @Nullable Correction correction();
    }

    /** Gives readings another value; those that have it already are not part of it. */
    record Edit(ReadingFilter filter, Correction correction) implements OfFilter {
        @Override
        public Kind kind() {
            return Kind.EDIT;
        }
    }

    /** Deletes readings. */
    record Delete(ReadingFilter filter) implements OfFilter {
        @Override
        public Kind kind() {
            return Kind.DELETE;
        }

        @Override
        public @Nullable Correction correction() {
            return null;
        }
    }

    /**
     * Takes a change back, which may be an undo itself.
     *
     * @param changeId the change that is taken back
     */
    record Undo(long changeId) implements ChangeTask {
        @Override
        public Kind kind() {
            return Kind.UNDO;
        }
    }
}
