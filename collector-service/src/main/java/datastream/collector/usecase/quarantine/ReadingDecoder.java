package datastream.collector.usecase.quarantine;

import datastream.reading.Submission;

/** Reads a content of the quarantine once more. Thread-safe. */
@FunctionalInterface
public interface ReadingDecoder {

    /**
     * @return a submission of one: the reading, or what is still wrong with the content
     */
    Submission decode(String content);
}
