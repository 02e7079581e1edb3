package datastream.collector.adapter.http;

import datastream.collector.domain.StoredReading;
import datastream.reading.Sensor;

/**
 * A sensor of the catalogue as the API shows it.
 *
 * @param newest its newest reading
 */
record SensorView(String sensorType, String id1, int id2, ReadingView newest) {

    static SensorView of(StoredReading newest) {
        Sensor sensor = newest.reading().sensor();
        return new SensorView(sensor.type(), sensor.id1(), sensor.id2(), ReadingView.of(newest));
    }
}
