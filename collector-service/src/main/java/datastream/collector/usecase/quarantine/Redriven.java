package datastream.collector.usecase.quarantine;

/**
 * What became of entries that were tried again.
 *
 * @param stored newly stored, and no longer in quarantine
 * @param duplicates stored before with the same value, and no longer in quarantine
 * @param stillBad still in quarantine, with what is wrong now
 * @param left entries that match too and were not tried yet
 */
public record Redriven(int stored, int duplicates, int stillBad, long left) {}
