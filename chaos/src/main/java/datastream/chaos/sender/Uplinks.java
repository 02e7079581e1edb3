package datastream.chaos.sender;

import datastream.chaos.journal.Journal;
import datastream.generator.grpc.CollectorAddress;
import datastream.generator.grpc.GrpcUplink;
import datastream.generator.mqtt.MqttUplink;
import datastream.generator.simulation.Uplink;
import datastream.security.Tokens;
import datastream.settings.BrokerAddress;
import java.net.URI;
import java.time.Clock;

/** Chooses the uplink: the generator's own where it has one. */
final class Uplinks {

    private Uplinks() {}

    static Uplink to(String target, SenderConfig config, Journal journal) {
        Tokens tokens = new Tokens(config.secret(), Clock.systemUTC());
        return switch (config.door()) {
            case GRPC -> new GrpcUplink(CollectorAddress.parse(target), tokens);
            case MQTT -> new MqttUplink(broker(target));
            case MQTT_PUBACK -> new PubackUplink(broker(target));
            case HTTP -> new HttpUplink(URI.create("http://" + target), tokens, journal);
        };
    }

    static BrokerAddress broker(String target) {
        return new BrokerAddress(URI.create("mqtt://" + target), null, null);
    }
}
