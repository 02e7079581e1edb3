package datastream.collector.adapter.mqtt;

import datastream.collector.usecase.ingest.IngestLimits;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.tls.ClientTls;

/**
 * Takes readings from an MQTT broker, through a subscription that all collectors share. A message
 * is acknowledged to the broker only after its readings have been committed; what is not
 * acknowledged the broker delivers again. The broker may be away at start and at any time later.
 */
public final class MqttDoor implements AutoCloseable {

    private final MessageIntake intake;
    private final SessionSupervisor supervisor;

    /** Trusting whom the JDK trusts, where the broker is reached by TLS. */
    public MqttDoor(MqttConfig config, IngestReadings ingest, IngestLimits limits) {
        this(config, ClientTls.USUAL, ingest, limits);
    }

    /**
     * @param tls how a broker that is reached by TLS is spoken with
     * @param limits what the messages that are not acknowledged must fit into, with the largest
     *     payloads
     */
    public MqttDoor(MqttConfig config, ClientTls tls, IngestReadings ingest, IngestLimits limits) {
        MessageLimits messages = MessageLimits.within(limits);
        intake = new MessageIntake(ingest);
        supervisor =
                new SessionSupervisor(
                        config.broker(),
                        () -> new BrokerSession(config, tls, messages, intake::take));
    }

    /** Begins to connect, and goes on trying; returns at once. */
    public void start() {
        supervisor.start();
    }

    /** Whether messages reach this collector now: connected and subscribed. */
    public boolean subscribed() {
        return supervisor.subscribed();
    }

    /**
     * Takes no more messages. Acknowledgements of commits that are still to come go out until
     * {@link #close}.
     */
    public void stopTaking() {
        intake.stop();
        supervisor.stop();
    }

    /**
     * Leaves the broker. It keeps the session for an hour, as after a crash: what was not
     * acknowledged it delivers to other collectors, or to this one when it is back.
     */
    @Override
    public void close() {
        stopTaking();
        supervisor.close();
    }
}
