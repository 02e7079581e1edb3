package datastream.embedded;

import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import datastream.embedded.BrokerRefusal.Act;
import datastream.embedded.BrokerRefusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that one client publishes and subscribes to. A message that is not permitted
 * costs that message: with MQTT 5 its acknowledgement says so (0x87), where it has one. MQTT 3 has
 * no word for it, and the broker ends the connection rather than acknowledge what it has dropped.
 *
 * <p>So messages are looked at as they come in. The broker's own way to ask, by {@link
 * PublishAuthorizer}, ends every connection; it stands behind that, and lets nothing through that
 * was not looked at. Thread-safe.
 */
final class BrokerAuthorizer
        implements PublishInboundInterceptor, PublishAuthorizer, SubscriptionAuthorizer {

    private final BrokerAccess access;
    private final BrokerClient client;
    private final BrokerGrant grant;

    /**
     * @param access hears of refusals
     */
    BrokerAuthorizer(BrokerAccess access, BrokerClient client) {
        this.access = access;
        this.client = client;
        grant = client.grant();
    }

    @Override
    public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
        String fault = fault(input.getPublishPacket());
        if (fault != null) {
            tell(Act.PUBLISH);
            output.preventPublishDelivery(AckReasonCode.NOT_AUTHORIZED, fault);
        }
    }

    @Override
    public void authorizePublish(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
        if (fault(input.getPublishPacket()) == null) {
            output.authorizeSuccessfully();
        } else {
            tell(Act.PUBLISH);
            output.disconnectClient(DisconnectReasonCode.NOT_AUTHORIZED, BrokerClients.CUT_OFF);
        }
    }

    private void tell(Act act) {
        Reason reason = grant.holds() ? Reason.PERMISSION : Reason.CREDENTIALS;
        access.refused(client.refusal(reason, act));
    }

    /** Why a message is not taken, in words for its publisher; null when it is. */
    private @Nullable String fault(PublishPacket message) {
        if (!grant.holds()) {
            return BrokerClients.CUT_OFF;
        }
        if (message.getRetain()) {
            return "Retained messages are not taken";
        }
        if (!grant.mayPublish(message.getTopic())) {
            return "These credentials may not publish to this topic";
        }
        return message.getResponseTopic().map(grant::mayBeAnsweredOn).orElse(true)
                ? null
                : "These credentials may not be answered on this response topic";
    }

    @Override
    public void authorizeSubscribe(
            SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
        if (!grant.holds()) {
            tell(Act.SUBSCRIBE);
            output.disconnectClient(DisconnectReasonCode.NOT_AUTHORIZED, BrokerClients.CUT_OFF);
        } else if (grant.maySubscribe(input.getSubscription().getTopicFilter())) {
            output.authorizeSuccessfully();
        } else {
            tell(Act.SUBSCRIBE);
            output.failAuthorization(
                    SubackReasonCode.NOT_AUTHORIZED,
                    "These credentials may not subscribe to this topic");
        }
    }
}
