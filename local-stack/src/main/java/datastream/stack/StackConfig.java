package datastream.stack;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.http.AllowedOrigins;
import datastream.security.Admission;
import datastream.settings.BrokerAddress;
import datastream.stack.PortCheck.NamedPort;
import datastream.tls.TlsConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the local stack is told from outside.
 *
 * @param bindAddress what REST, gRPC and MQTT listen on; the database stays on 127.0.0.1
 * @param ports where they listen
 * @param dataFolder where everything is kept from one run to the next
 * @param secret what signs tokens; null for one that is made and kept in the data folder
 * @param database a server to use instead of the embedded MariaDB
 * @param broker a server to use instead of the embedded MQTT broker
 * @param origins of which other places the pages may call REST from a browser
 * @param tls which files the collector and the generators speak TLS with
 * @param admission who may hand in readings
 */
record StackConfig(
        String bindAddress,
        StackPorts ports,
        Path dataFolder,
        @Nullable String secret,
        @Nullable DatabaseConfig database,
        @Nullable BrokerAddress broker,
        AllowedOrigins origins,
        TlsConfig tls,
        Admission admission) {

    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");
    private static final String THIS_MACHINE = "127.0.0.1";

    StackConfig {
        dataFolder = dataFolder.toAbsolutePath().normalize();
    }

    /** The ports that this stack itself will open, by the names of their settings. */
    List<NamedPort> portsToOpen() {
        List<NamedPort> opened = new ArrayList<>();
        opened.add(new NamedPort("PORT", ports.rest(), "REST API"));
        opened.add(new NamedPort("GRPC_PORT", ports.grpc(), "gRPC"));
        opened.add(new NamedPort("GENERATOR_PORT", ports.generator(), "generators' REST API"));
        if (broker == null) {
            opened.add(new NamedPort("MQTT_PORT", ports.mqtt(), "MQTT broker"));
        }
        return opened;
    }

    /** The address by which this machine reaches what listens on the bind address. */
    String reachableHost() {
        if (EVERY_ADDRESS.contains(bindAddress)) {
            return THIS_MACHINE;
        }
        return bindAddress.contains(":") ? "[" + bindAddress + "]" : bindAddress;
    }

    /** Whether REST and gRPC speak TLS. */
    boolean isEncrypted() {
        return tls.server() != null;
    }

    /** The same with a port. */
    String reachable(int port) {
        return reachableHost() + ":" + port;
    }
}
