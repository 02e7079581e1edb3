package datastream.embedded;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundOutput;
import com.hivemq.extension.sdk.api.interceptor.disconnect.parameter.DisconnectInboundInput;
import com.hivemq.extension.sdk.api.interceptor.disconnect.parameter.DisconnectInboundOutput;
import com.hivemq.extension.sdk.api.packets.disconnect.ModifiableInboundDisconnectPacket;
import com.hivemq.extension.sdk.api.packets.publish.ModifiableConnectPacket;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What stands at the broker's door: gives every client a name in its user's space, lets it in or
 * not, bounds its session, looks at all that it does, and cuts it off when its grant ends.
 */
class BrokerGuard implements ExtensionMain {

    /** An idle client is cut off so long after its grant has ended; others with their next word. */
    static final Duration LOOK = Duration.ofSeconds(1);

    private final BrokerAccess access;
    private final BrokerClients clients = new BrokerClients();
    private volatile boolean inPlace;

    BrokerGuard(BrokerAccess access) {
        this.access = access;
    }

    /** Whether the broker has taken it: without it, it would let everybody in. */
    boolean isInPlace() {
        return inPlace;
    }

    /** How many clients are connected. */
    int clients() {
        return clients.count();
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        BrokerAuthenticator authenticator = new BrokerAuthenticator(access, clients);
        Services.interceptorRegistry().setConnectInboundInterceptorProvider(_ -> this::bound);
        Services.securityRegistry().setAuthenticatorProvider(_ -> authenticator);
        Services.securityRegistry()
                .setAuthorizerProvider(client -> authorizer(client.getConnectionInformation()));
        Services.initializerRegistry()
                .setClientInitializer((client, context) -> {
                    ConnectionInformation connection = client.getConnectionInformation();
                    context.addPublishInboundInterceptor(authorizer(connection));
                    context.addDisconnectInboundInterceptor(this::boundLastWish);
                });
        Services.eventRegistry().setClientLifecycleEventListener(_ -> new Ends());
        ClientService service = Services.clientService();
        var _ =
                Services.extensionExecutorService()
                        .scheduleWithFixedDelay(
                                () -> clients.cutOff(service),
                                LOOK.toMillis(),
                                LOOK.toMillis(),
                                TimeUnit.MILLISECONDS);
        inPlace = true;
    }

    private BrokerAuthorizer authorizer(ConnectionInformation connection) {
        return new BrokerAuthorizer(access, clients.find(connection));
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
        inPlace = false;
    }

    /** Who cannot be given such a name keeps his own, and is refused for it afterwards. */
    private void bound(ConnectInboundInput input, ConnectInboundOutput output) {
        ModifiableConnectPacket packet = output.getConnectPacket();
        String user = packet.getUserName().orElse("");
        String client = packet.getClientId();
        if (BrokerNames.canQualify(user, client)) {
            packet.setClientId(BrokerNames.qualified(user, client));
        }
        long longest = longestSession(user);
        if (packet.getSessionExpiryInterval() > longest) {
            packet.setSessionExpiryInterval(longest);
        }
    }

    /**
     * Seconds; more than any where the broker's own bound, which it takes from nobody, is as low.
     */
    private long longestSession(String user) {
        Duration longest = access.boundsOf(user).longest();
        return longest.compareTo(EmbeddedBroker.LONGEST_SESSION) < 0
                ? longest.toSeconds()
                : Long.MAX_VALUE;
    }

    /** A client can ask for another time when it goes. */
    private void boundLastWish(DisconnectInboundInput input, DisconnectInboundOutput output) {
        String user = clients.find(input.getConnectionInformation()).user();
        long longest = user == null ? 0 : longestSession(user);
        ModifiableInboundDisconnectPacket packet = output.getDisconnectPacket();
        if (packet.getSessionExpiryInterval().orElse(0L) > longest) {
            packet.setSessionExpiryInterval(longest);
        }
    }

    private final class Ends implements ClientLifecycleEventListener {

        @Override
        public void onMqttConnectionStart(ConnectionStartInput input) {
            // Nobody yet.
        }

        @Override
        public void onAuthenticationSuccessful(AuthenticationSuccessfulInput input) {
            // Known since it was let in.
        }

        @Override
        public void onDisconnect(DisconnectEventInput input) {
            clients.forget(input.getConnectionInformation());
        }
    }
}
