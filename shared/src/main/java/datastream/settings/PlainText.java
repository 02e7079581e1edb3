package datastream.settings;

import datastream.tls.TlsConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;

/** Says so when other machines are served without TLS. */
public final class PlainText {

    private PlainText() {}

    /**
     * Warns when passwords, tokens and readings go over a network as they are.
     *
     * @param bindAddress what the service listens on
     */
    public static void warn(Logger log, String bindAddress, TlsConfig tls) {
        if (isSpoken(bindAddress, tls)) {
            log.warn(
                    "Without TLS_CERT and TLS_KEY, passwords and tokens go to and from {} unencrypted: let other machines in by a proxy that speaks TLS, or set both",
                    bindAddress);
        }
    }

    /** Whether other machines are served without TLS. */
    static boolean isSpoken(String bindAddress, TlsConfig tls) {
        return tls.server() == null && !isThisMachine(bindAddress);
    }

    /**
     * Whether what is sent there stays on this machine; false for a name that leads nowhere.
     *
     * @param address name or address, IPv6 with or without brackets
     */
    public static boolean isThisMachine(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
