package datastream.collector.usecase.find;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import java.util.List;

/** What each sensor has measured last. Thread-safe. */
public interface LatestReadings {

    /**
     * The newest reading of each sensor that matches and has one, sensors in the order of their
     * keys, which is the order in which they were first heard. Costs a few steps per sensor,
     * however many readings there are.
     *
     * @param filter only its sensor part counts
     * @param afterSensorId sensors behind this key; 0 for all
     * @param limit most readings
     * @throws StoreUnavailable when the database cannot answer now
     */
    List<StoredReading> latest(ReadingFilter filter, int afterSensorId, int limit);
}
