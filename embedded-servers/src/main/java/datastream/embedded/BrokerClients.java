package datastream.embedded;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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

    private final Map<String, Client> connected = new ConcurrentHashMap<>();

    /** Atomic: connections are admitted on several threads. */
    private final AtomicLong numbers = new AtomicLong();

    private record Client(String user, String name, BrokerGrant grant) {}

    /** Whether a user may have one more: nobody takes all the room that there is. */
    boolean hasRoom(String user) {
        return connected.values().stream().filter(client -> client.user().equals(user)).count()
                < MOST_OF_A_USER;
    }

    void admit(ConnectionInformation connection, String user, String name, BrokerGrant grant) {
        String number = Long.toString(numbers.incrementAndGet());
        connection.getConnectionAttributeStore().putAsString(NUMBER, number);
        connected.put(number, new Client(user, name, grant));
    }

    /** The grant with which a connection was admitted; one for nothing when it was not. */
    BrokerGrant grantOf(ConnectionInformation connection) {
        return connection
                .getConnectionAttributeStore()
                .getAsString(NUMBER)
                .map(connected::get)
                .map(Client::grant)
                .orElse(NothingGranted.INSTANCE);
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

    private static void cutOff(Client client, ClientService service) {
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
