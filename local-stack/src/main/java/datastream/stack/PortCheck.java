package datastream.stack;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Looks whether the ports can be had before anything is started, and says by name which cannot. */
final class PortCheck {

    /**
     * A port that the user can choose.
     *
     * @param setting the name of the setting
     * @param purpose what listens there, for people
     */
    record NamedPort(String setting, int port, String purpose) {}

    private PortCheck() {}

    /**
     * @throws StackFailure with one line for every port that cannot be had
     */
    static void check(String bindAddress, List<NamedPort> ports) {
        InetAddress address = ownAddress(bindAddress);
        List<ServerSocket> held = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        // All are held until all are tried: two settings may name the same port.
        for (NamedPort port : ports) {
            try {
                held.add(new ServerSocket(port.port(), 1, address));
            } catch (IOException e) {
                faults.add(fault(port, e));
            }
        }
        held.forEach(PortCheck::release);
        if (!faults.isEmpty()) {
            throw new StackFailure(String.join(System.lineSeparator(), faults));
        }
    }

    private static InetAddress ownAddress(String bindAddress) {
        try {
            InetAddress address = InetAddress.getByName(bindAddress);
            if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
                return address;
            }
        } catch (IOException e) {
            throw new StackFailure("BIND_ADDRESS %s is no address".formatted(bindAddress), e);
        }
        throw new StackFailure(
                "BIND_ADDRESS %s is no address of this machine".formatted(bindAddress));
    }

    private static String fault(NamedPort port, IOException e) {
        String what = e instanceof BindException ? "is in use" : "cannot be opened";
        return "%s %d (%s) %s; set %1$s to another"
                .formatted(port.setting(), port.port(), port.purpose(), what);
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new StackFailure("Cannot release port " + socket.getLocalPort(), e);
        }
    }
}
