package datastream.stack;

import datastream.embedded.BrokerGrant;
import datastream.wire.AnswerTopics;

/**
 * What somebody who hands in readings may do at the broker: publish to the topics of the sensors
 * that his key covers, and read the answers below his own name. A topic of one sensor says which,
 * and the collector holds a payload to it; a batch says nothing, so it takes a key for all sensors.
 */
record SenderGrant(String user, KeyRing.DeviceKey key) implements BrokerGrant {

    private static final String BATCH = "sensors/batch";
    private static final String SENSORS = "sensors";

    /** {@code sensors/{sensor_type}/{id1}/{id2}}. */
    private static final int LEVELS = 4;

    @Override
    public boolean holds() {
        return key.holds();
    }

    @Override
    public boolean mayPublish(String topic) {
        if (topic.equals(BATCH)) {
            return key.coversAll();
        }
        String[] levels = topic.split("/", -1);
        return levels.length == LEVELS
                && levels[0].equals(SENSORS)
                && key.covers(levels[1], levels[2]);
    }

    @Override
    public boolean mayBeAnsweredOn(String topic) {
        return AnswerTopics.belongsTo(user, topic);
    }

    @Override
    public boolean maySubscribe(String filter) {
        return AnswerTopics.belongsTo(user, filter);
    }
}
