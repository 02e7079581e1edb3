package datastream.generator;

import datastream.generator.grpc.CollectorAddress;
import datastream.security.KeyText;
import datastream.settings.BrokerAddress;
import datastream.settings.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Says so when the API key goes over a network as it is: it is good until somebody revokes it. */
final class PlainKey {

    private PlainKey() {}

    static void warn(Logger log, GeneratorServiceConfig config) {
        for (String place : places(config)) {
            log.warn(
                    "COLLECTOR_API_KEY goes to {} unencrypted, and is good for whoever reads it on the way",
                    place);
        }
    }

    /** To whom, and what would keep it secret. */
    static List<String> places(GeneratorServiceConfig config) {
        List<String> places = new ArrayList<>();
        KeyText key = config.key();
        if (key != null) {
            CollectorAddress collector = config.collector();
            if (!collector.tls() && !PlainText.isThisMachine(collector.host())) {
                places.add("the collector (COLLECTOR_ADDRESS without grpcs://)");
            }
            if (isShown(key, config.broker())) {
                places.add("the broker (MQTT_URL without mqtts://)");
            }
        }
        return places;
    }

    private static boolean isShown(KeyText key, @Nullable BrokerAddress broker) {
        return broker != null
                && key.text().equals(broker.password())
                && !broker.tls()
                && !PlainText.isThisMachine(broker.host());
    }
}
