package datastream.benchmark.load;

import datastream.generator.grpc.CollectorAddress;
import datastream.generator.grpc.GrpcUplink;
import datastream.generator.mqtt.MqttUplink;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.time.Clock;

/** Makes loads. */
final class Loads {

    private Loads() {}

    static Load of(LoadOrder order, Targets targets, Progress progress) {
        return switch (order.kind()) {
            case RAW, RAW_MIXED, RAW_SPREAD -> new RawLoad(order, targets, progress);
            case GENERATORS_GRPC -> new GeneratorLoad(order, grpc(targets), progress);
            case GENERATORS_MQTT ->
                    new GeneratorLoad(order, new MqttUplink(targets.broker()), progress);
            case GATEWAY -> new GatewayLoad(order, targets, progress);
            case SEND -> new SendLoad(order, targets, progress);
            case MQTT_BATCHES, MQTT_SINGLE -> new MqttLoad(order, targets, progress);
            case HTTP -> new HttpLoad(order, targets, progress);
        };
    }

    private static GrpcUplink grpc(Targets targets) {
        Tokens tokens = new Tokens(new TokenSecret(targets.secret()), Clock.systemUTC());
        return new GrpcUplink(CollectorAddress.parse(targets.grpc()), tokens);
    }
}
