package datastream.embedded;

import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;

/**
 * Looks at everything that one client publishes and subscribes to. A message that is not permitted
 * costs that message: with MQTT 5 at QoS 1 or 2 its acknowledgement says so (0x87). Else MQTT has
 * no word for it, and the broker ends the connection. Thread-safe.
 */
final class BrokerAuthorizer implements PublishAuthorizer, SubscriptionAuthorizer {

    private final BrokerGrant grant;

    BrokerAuthorizer(BrokerGrant grant) {
        this.grant = grant;
    }

    @Override
    public void authorizePublish(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
        PublishPacket message = input.getPublishPacket();
        if (!grant.holds()) {
            output.disconnectClient(DisconnectReasonCode.NOT_AUTHORIZED, BrokerClients.CUT_OFF);
        } else if (message.getRetain()) {
            refuse(output, "Retained messages are not taken");
        } else if (!grant.mayPublish(message.getTopic())) {
            refuse(output, "These credentials may not publish to this topic");
        } else if (message.getResponseTopic().stream().anyMatch(t -> !grant.mayBeAnsweredOn(t))) {
            refuse(output, "These credentials may not be answered on this response topic");
        } else {
            output.authorizeSuccessfully();
        }
    }

    private static void refuse(PublishAuthorizerOutput output, String why) {
        output.failAuthorization(AckReasonCode.NOT_AUTHORIZED, why);
    }

    @Override
    public void authorizeSubscribe(
            SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
        if (!grant.holds()) {
            output.disconnectClient(DisconnectReasonCode.NOT_AUTHORIZED, BrokerClients.CUT_OFF);
        } else if (grant.maySubscribe(input.getSubscription().getTopicFilter())) {
            output.authorizeSuccessfully();
        } else {
            output.failAuthorization(
                    SubackReasonCode.NOT_AUTHORIZED,
                    "These credentials may not subscribe to this topic");
        }
    }
}
