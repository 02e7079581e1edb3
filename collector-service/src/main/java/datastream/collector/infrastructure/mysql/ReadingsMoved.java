package datastream.collector.infrastructure.mysql;

/** Readings are not what they were a moment ago: somebody else has changed them meanwhile. */
final class ReadingsMoved extends RuntimeException {

    ReadingsMoved(long meant, long changed) {
        super("%d readings were to be changed, %d were".formatted(meant, changed));
    }
}
