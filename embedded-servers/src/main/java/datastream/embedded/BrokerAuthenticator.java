package datastream.embedded;

import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import datastream.embedded.BrokerRefusal.Act;
import datastream.embedded.BrokerRefusal.Reason;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lets a client in by its name and password, or says why not. Thread-safe. */
final class BrokerAuthenticator implements SimpleAuthenticator {

    private final BrokerAccess access;
    private final BrokerClients clients;

    BrokerAuthenticator(BrokerAccess access, BrokerClients clients) {
        this.access = access;
        this.clients = clients;
    }

    @Override
    public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
        ConnectPacket packet = input.getConnectPacket();
        String user = packet.getUserName().orElse("");
        String password = packet.getPassword().map(BrokerAuthenticator::text).orElse("");
        if (user.isEmpty() || password.isEmpty()) {
            refuse(output, "A user name and a password are needed");
        } else if (!BrokerNames.belongsTo(user, packet.getClientId())) {
            output.failAuthentication(
                    ConnackReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                    "The user name or the client's name is too long, or has other characters than are allowed");
        } else if (packet.getWillPublish().isPresent()) {
            // Published later, perhaps when its client may not publish any more.
            output.failAuthentication(ConnackReasonCode.NOT_AUTHORIZED, "A will is not taken here");
        } else {
            answer(access.ask(user, password), user, input, output);
        }
    }

    private void answer(
            BrokerAnswer answer, String user, SimpleAuthInput input, SimpleAuthOutput output) {
        switch (answer) {
            case BrokerAnswer.Granted(BrokerGrant grant) -> admit(user, grant, input, output);
            case BrokerAnswer.Refused _ -> {
                tell(Reason.CREDENTIALS, null, input);
                refuse(output, "User name and password are not those of anybody here");
            }
            case BrokerAnswer.Forbidden _ -> {
                tell(Reason.PERMISSION, user, input);
                output.failAuthentication(
                        ConnackReasonCode.NOT_AUTHORIZED,
                        "These credentials are not for handing in readings");
            }
            case BrokerAnswer.Unavailable _ ->
                    output.failAuthentication(
                            ConnackReasonCode.SERVER_UNAVAILABLE,
                            "Nobody can be told apart yet; try again");
        }
    }

    private void admit(
            String user, BrokerGrant grant, SimpleAuthInput input, SimpleAuthOutput output) {
        String name = input.getConnectPacket().getClientId();
        if (clients.admit(input.getConnectionInformation(), user, name, grant)) {
            output.getClientSettings()
                    .setClientQueueSizeMaximum(access.boundsOf(user).mostMessages());
            output.authenticateSuccessfully();
        } else {
            output.failAuthentication(
                    ConnackReasonCode.QUOTA_EXCEEDED, "Too many connections of this user");
        }
    }

    private void tell(Reason reason, @Nullable String user, SimpleAuthInput input) {
        InetAddress address = BrokerClients.address(input.getConnectionInformation());
        access.refused(new BrokerRefusal(reason, Act.CONNECT, user, address));
    }

    private static void refuse(SimpleAuthOutput output, String why) {
        output.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD, why);
    }

    private static String text(ByteBuffer password) {
        return StandardCharsets.UTF_8.decode(password.duplicate()).toString();
    }
}
