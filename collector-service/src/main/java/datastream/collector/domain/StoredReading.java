package datastream.collector.domain;

import datastream.reading.Reading;

/**
 * A reading as the database holds it.
 *
 * @param id its key
 * @param reading its content
 */
public record StoredReading(ReadingId id, Reading reading) {}
