package datastream.stack;

import datastream.collector.Collector;
import datastream.generator.GeneratorService;
import datastream.security.Admission;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What somebody who has just started the stack wants to know.
 *
 * @param rest URL of the collector's REST API
 * @param generators URL of the generators' REST API
 * @param grpc address and port for readings over gRPC
 * @param mqtt URL of the broker
 * @param database URL of the database
 * @param dataFolder where everything is kept
 * @param admission who may hand in readings
 */
record Banner(
        String rest,
        String generators,
        String grpc,
        String mqtt,
        String database,
        Path dataFolder,
        Admission admission) {

    private static final String ANYBODY =
            "\n  INSECURE is on: whoever reaches these addresses may hand in readings over gRPC, HTTP"
                    + " and MQTT.\n";

    static Banner of(
            StackConfig config, Servers servers, Collector collector, GeneratorService generators) {
        return new Banner(
                http(config, collector.restPort()),
                http(config, generators.port()),
                (config.isEncrypted() ? "grpcs://" : "") + config.reachable(collector.grpcPort()),
                servers.brokerForSensors().url().toString(),
                withoutParameters(servers.database().url()),
                config.dataFolder(),
                config.admission());
    }

    private static String http(StackConfig config, int port) {
        return (config.isEncrypted() ? "https://" : "http://") + config.reachable(port);
    }

    /** With commands that can be copied as they stand. */
    String text() {
        return """

        Datastream is ready after %1$.1f s.

          REST API       %2$s      documentation: %2$s/docs
          Generators     %3$s      documentation: %3$s/docs
          gRPC           %4$s
          MQTT           %5$s
          Database       %6$s
          Data folder    %7$s
        %11$s
        Six simulated sensors send %8$.0f readings a second each: %9$s over gRPC, %10$s over MQTT.
        To follow them, in another terminal (the first account is the administrator's):

          curl -H 'Content-Type: application/json' -d '{"username":"ada","password":"lovelace-1843"}' %2$s/register
          TOKEN=$(curl -s -H 'Content-Type: application/json' -d '{"username":"ada","password":"lovelace-1843"}' %2$s/login | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
          curl -H "Authorization: Bearer $TOKEN" '%2$s/api/readings?sensor_type=temperature&limit=3'
          curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -X PATCH -d '{"rate":100}' %3$s/api/generators/temperature-ROOM-1

        Ctrl-C stops everything; the data stays.

        """
                .formatted(
                        secondsSinceLaunch(),
                        rest,
                        generators,
                        grpc,
                        mqtt,
                        database,
                        dataFolder,
                        SimulatedSensors.PER_SECOND,
                        String.join(", ", SimulatedSensors.OVER_GRPC),
                        String.join(", ", SimulatedSensors.OVER_MQTT),
                        admission == Admission.ANYBODY ? ANYBODY : "");
    }

    /** Parameters may hold a password. */
    private static String withoutParameters(String url) {
        return url.replaceFirst("\\?.*", "");
    }

    private static double secondsSinceLaunch() {
        Instant launched = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(launched, Instant.now()).toMillis() / 1_000.0;
    }
}
