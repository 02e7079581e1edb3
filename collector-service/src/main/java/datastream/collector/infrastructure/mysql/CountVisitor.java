package datastream.collector.infrastructure.mysql;

/**
 * Is told how many readings came, or, negative, went. The same readings are told twice: by their
 * sensors, and by the types of these.
 */
interface CountVisitor {

    /**
     * @param hour since 1970
     */
    void ofSensor(int sensorId, long hour, long count);

    /**
     * @param second since 1970
     */
    void ofType(String sensorType, long second, long count);
}
