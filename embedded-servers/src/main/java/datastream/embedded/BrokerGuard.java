package datastream.embedded;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundOutput;
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
 * not, looks at all that it does, and cuts it off when its grant ends.
 */
final class BrokerGuard implements ExtensionMain {

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
        Services.interceptorRegistry()
                .setConnectInboundInterceptorProvider(_ -> BrokerGuard::qualify);
        Services.securityRegistry().setAuthenticatorProvider(_ -> authenticator);
        Services.securityRegistry()
                .setAuthorizerProvider(client -> authorizer(client.getConnectionInformation()));
        Services.initializerRegistry()
                .setClientInitializer((client, context) ->
                        context.addPublishInboundInterceptor(
                                authorizer(client.getConnectionInformation())));
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
        return new BrokerAuthorizer(clients.grantOf(connection));
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
        inPlace = false;
    }

    /** Who cannot be given such a name keeps his own, and is refused for it afterwards. */
    private static void qualify(ConnectInboundInput input, ConnectInboundOutput output) {
        String user = input.getConnectPacket().getUserName().orElse("");
        String client = input.getConnectPacket().getClientId();
        if (BrokerNames.canQualify(user, client)) {
            output.getConnectPacket().setClientId(BrokerNames.qualified(user, client));
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
