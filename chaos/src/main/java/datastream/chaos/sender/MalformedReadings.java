package datastream.chaos.sender;

/**
 * Sends what no decoder can take, as much and as fast as the door lets in. None of it is
 * journalled: whatever of it appeared in the table would have been invented.
 */
final class MalformedReadings {

    private MalformedReadings() {}

    /**
     * Sends {@link SenderConfig#malformed} of them to the first target and waits until all are
     * answered; goes on over broken connections.
     *
     * @return how many were answered as refused, which should be all
     */
    static long send(SenderConfig config) throws InterruptedException {
        return switch (config.door()) {
            case GRPC -> new MalformedBatches(config).send();
            case HTTP -> new MalformedPosts(config).send();
            case MQTT, MQTT_PUBACK -> new MalformedMessages(config).send();
        };
    }
}
