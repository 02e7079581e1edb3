package datastream.stack;

import datastream.embedded.BrokerGrant;
import datastream.wire.AnswerTopics;
import datastream.wire.ReadingTopics;

/** What the collector does at the broker: takes its share of the readings, and answers. */
enum CollectorGrant implements BrokerGrant {
    INSTANCE;

    @Override
    public boolean holds() {
        return true;
    }

    @Override
    public boolean mayPublish(String topic) {
        return topic.startsWith(AnswerTopics.ROOT);
    }

    @Override
    public boolean mayBeAnsweredOn(String topic) {
        return false;
    }

    @Override
    public boolean maySubscribe(String filter) {
        return filter.equals(ReadingTopics.SHARED);
    }
}
