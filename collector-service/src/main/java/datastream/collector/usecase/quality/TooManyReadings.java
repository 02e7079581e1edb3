package datastream.collector.usecase.quality;

import datastream.reading.Timestamps;

/** There are more readings in a range of time than are looked at in one go. */
public final class TooManyReadings extends RuntimeException {

    /**
     * @param toMicros an end of the range with which there are as many as possible
     */
    TooManyReadings(long most, long toMicros) {
        super(
                "The range has more than %d readings, which is too much for one answer; up to=%s it has so many"
                        .formatted(most, Timestamps.format(toMicros)));
    }
}
