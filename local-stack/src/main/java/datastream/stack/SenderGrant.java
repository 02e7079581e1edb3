package datastream.stack;

import datastream.embedded.BrokerGrant;
import datastream.reading.SensorScope;
import datastream.wire.AnswerTopics;
import datastream.wire.ReadingTopics;
import java.util.function.BooleanSupplier;

/**
 * What somebody who hands in readings may do at the broker: publish to the topics of the sensors in
 * his scope, and read the answers below his own name. A topic of one sensor says which, and the
 * collector holds a payload to it; a batch says nothing, so it takes a scope of all sensors.
 *
 * @param good whether he may still do so
 */
record SenderGrant(String user, SensorScope scope, BooleanSupplier good) implements BrokerGrant {

    @Override
    public boolean holds() {
        return good.getAsBoolean();
    }

    @Override
    public boolean mayPublish(String topic) {
        if (topic.equals(ReadingTopics.BATCH)) {
            return scope.isUnlimited();
        }
        ReadingTopics.Levels levels = ReadingTopics.parse(topic);
        return levels != null && scope.covers(levels.sensorType(), levels.id1());
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
