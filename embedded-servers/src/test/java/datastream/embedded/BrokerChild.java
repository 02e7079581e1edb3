package datastream.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A program with an embedded broker, to be killed. */
final class BrokerChild {

    private BrokerChild() {}

    /** The argument is the broker's folder; the number said is its port. */
    static void main(String[] arguments) throws InterruptedException {
        try (var broker =
                new EmbeddedBroker(
                        EmbeddedBrokerConfig.in(Path.of(arguments[0]), BrokerAccess.ANYBODY))) {
            broker.start();
            ChildJvm.sayReady(broker.port());
            Thread.currentThread().join();
        }
    }

    static ChildJvm start(EmbeddedBrokerConfig config) throws IOException {
        return ChildJvm.start(BrokerChild.class, config.folder().toString());
    }
}
