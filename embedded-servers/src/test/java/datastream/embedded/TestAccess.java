package datastream.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A collector, some devices, and a reader that may do nothing, whose passwords are their names
 * backwards.
 */
final class TestAccess implements BrokerAccess {

    static final String COLLECTOR = "collector";

    /** Few, so that a test can go beyond. */
    static final int MOST_MESSAGES = 5;

    private static final BrokerGrant NOTHING = new TestGrant("", "nowhere", "nowhere", Map.of());

    private final Map<String, BrokerGrant> grants = new ConcurrentHashMap<>();
    private final List<BrokerRefusal> refused = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    /** Everybody is good again. */
    void reset() {
        away = false;
        refused.clear();
        grants.put("reader", NOTHING);
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
        if (grant == NOTHING && password.equals(passwordOf(user))) {
            return BrokerAnswer.FORBIDDEN;
        }
        return grant != null && password.equals(passwordOf(user))
                ? new BrokerAnswer.Granted(grant)
                : BrokerAnswer.REFUSED;
    }

    /** All that were told of since everybody was good again. */
    List<BrokerRefusal> refusals() {
        return refused;
    }

    @Override
    public SessionBounds boundsOf(String user) {
        return user.equals(COLLECTOR)
                ? new SessionBounds(EmbeddedBroker.LONGEST_SESSION, 100_000)
                : new SessionBounds(Duration.ZERO, MOST_MESSAGES);
    }

    @Override
    public void refused(BrokerRefusal refusal) {
        refused.add(refusal);
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
