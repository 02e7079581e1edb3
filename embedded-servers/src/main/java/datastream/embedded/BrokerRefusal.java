package datastream.embedded;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * That somebody was refused at the embedded broker.
 *
 * @param reason what was wrong with it
 * @param act what he wanted
 * @param user who he has proved to be; null for nobody, whatever name he gave
 * @param address where he is; null when the connection has ended before anybody could ask
 */
public record BrokerRefusal(
        Reason reason, Act act, @Nullable String user, @Nullable InetAddress address) {

    /** What was wrong. */
    public enum Reason {
        /** Name and password are those of nobody, or not any more. */
        CREDENTIALS,
        /** They do not permit it. */
        PERMISSION
    }

    /** By the name of its packet. */
    public enum Act {
        CONNECT,
        PUBLISH,
        SUBSCRIBE
    }
}
