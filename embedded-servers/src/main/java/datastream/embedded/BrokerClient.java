package datastream.embedded;

import datastream.embedded.BrokerRefusal.Act;
import datastream.embedded.BrokerRefusal.Reason;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection.
 *
 * @param user who came by it; null for one that nobody admitted
 * @param name what the broker knows the client by
 * @param address where it comes from, as far as that is known
 */
record BrokerClient(
        @Nullable String user, String name, BrokerGrant grant, @Nullable InetAddress address) {

    BrokerRefusal refusal(Reason reason, Act act) {
        return new BrokerRefusal(reason, act, user, address);
    }
}
