package datastream.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A collector and some devices, whose passwords are their names backwards. */
final class TestAccess implements BrokerAccess {

    static final String COLLECTOR = "collector";

    private final Map<String, BrokerGrant> grants = new ConcurrentHashMap<>();
    private volatile boolean away;

    /** Everybody is good again. */
    void reset() {
        away = false;
        grants.put(
                COLLECTOR,
                new TestGrant("$share/collectors/sensors/#", "answers/", "nowhere", grants));
        device("lab");
        device("hall");
    }

    /** May publish below {@code sensors/NAME/} and be answered below {@code answers/NAME/}. */
    private void device(String name) {
        String answers = "answers/" + name + "/";
        grants.put(name, new TestGrant(answers + "#", "sensors/" + name + "/", answers, grants));
    }

    void revoke(String name) {
        grants.remove(name);
    }

    /** Cannot tell anybody from anybody else. */
    void goAway() {
        away = true;
    }

    static String passwordOf(String user) {
        return new StringBuilder(user).reverse().toString();
    }

    @Override
    public BrokerAnswer ask(String user, String password) {
        if (away) {
            return BrokerAnswer.UNAVAILABLE;
        }
        BrokerGrant grant = grants.get(user);
        return grant != null && password.equals(passwordOf(user))
                ? new BrokerAnswer.Granted(grant)
                : BrokerAnswer.REFUSED;
    }

    private record TestGrant(
            String filter, String topics, String answers, Map<String, BrokerGrant> good)
            implements BrokerGrant {

        @Override
        public boolean holds() {
            return good.values().stream().anyMatch(grant -> grant == this);
        }

        @Override
        public boolean mayPublish(String topic) {
            return topic.startsWith(topics);
        }

        @Override
        public boolean mayBeAnsweredOn(String topic) {
            return topic.startsWith(answers);
        }

        @Override
        public boolean maySubscribe(String asked) {
            return asked.equals(filter);
        }
    }
}
