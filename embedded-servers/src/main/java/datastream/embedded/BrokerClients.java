package datastream.embedded;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is connected, and with what grant; one entry for each connection, from its admission to its
 * end. Thread-safe.
 */
final class BrokerClients {

    static final String CUT_OFF = "These credentials are not good any more";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerClients.class);

    /** Connections. */
    static final int MOST_OF_A_USER = 500;

    /** Where the broker keeps the number of a connection for us. */
    private static final String NUMBER = "datastream.connection";

    private final Map<String, BrokerClient> connected = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private long admitted;

    /**
     * Lets one more client in. Each in its turn, so that those who come at once are counted.
     *
     * @return false when its user has as many as he may: nobody takes all the room that there is
     */
    synchronized boolean admit(
            ConnectionInformation connection, String user, String name, BrokerGrant grant) {
        long others =
                connected.values().stream().filter(client -> user.equals(client.user())).count();
        if (others >= MOST_OF_A_USER) {
            return false;
        }
        admitted++;
        String number = Long.toString(admitted);
        connection.getConnectionAttributeStore().putAsString(NUMBER, number);
        connected.put(number, new BrokerClient(user, name, grant, address(connection)));
        return true;
    }

    /** Who was admitted by a connection; somebody who may do nothing when nobody was. */
    BrokerClient find(ConnectionInformation connection) {
        return connection
                .getConnectionAttributeStore()
                .getAsString(NUMBER)
                .map(connected::get)
                .orElseGet(() ->
                        new BrokerClient(null, "", NothingGranted.INSTANCE, address(connection)));
    }

    static @Nullable InetAddress address(ConnectionInformation connection) {
        return connection.getInetAddress().orElse(null);
    }

    void forget(ConnectionInformation connection) {
        connection.getConnectionAttributeStore().getAsString(NUMBER).ifPresent(connected::remove);
    }

    int count() {
        return connected.size();
    }

    /** Cuts off every client whose grant has ended, with no will of it. Throws nothing. */
    void cutOff(ClientService service) {
        try {
            connected.values().stream()
                    .filter(client -> !client.grant().holds())
                    .forEach(client -> cutOff(client, service));
        } catch (RuntimeException e) {
            // One that escapes would be the last look.
            LOG.error("It could not be looked whose grant has ended", e);
        }
    }

    private static void cutOff(BrokerClient client, ClientService service) {
        var _ =
                service.disconnectClient(
                                client.name(), true, DisconnectReasonCode.NOT_AUTHORIZED, CUT_OFF)
                        .exceptionally(failure -> {
                            LOG.warn("An MQTT client could not be cut off", failure);
                            return false;
                        });
    }

    /** What a client has that nobody admitted. */
    private enum NothingGranted implements BrokerGrant {
        INSTANCE;

        @Override
        public boolean holds() {
            return false;
        }

        @Override
        public boolean mayPublish(String topic) {
            return false;
        }

        @Override
        public boolean mayBeAnsweredOn(String topic) {
            return false;
        }

        @Override
        public boolean maySubscribe(String filter) {
            return false;
        }
    }
}
