package datastream.testbed;

import datastream.embedded.BrokerAccess;
import datastream.embedded.EmbeddedBroker;
import datastream.embedded.EmbeddedBrokerConfig;
import java.nio.file.Path;

/** The MQTT broker as a process of its own: folder and port are its arguments. */
final class BrokerMain {

    static final String READY = "READY";

    private BrokerMain() {}

    public static void main(String[] arguments) {
        ParentWatch.start();
        var config =
                new EmbeddedBrokerConfig(
                        Path.of(arguments[0]),
                        "127.0.0.1",
                        Integer.parseInt(arguments[1]),
                        BrokerAccess.ANYBODY);
        // Never closed: it lives until it is killed.
        new EmbeddedBroker(config).start();
        System.out.println(READY);
    }
}
