package datastream.generator.mqtt;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of an MQTT 5 broker as refuses subscriptions, ending their connections, and acknowledges
 * no message, or each as one that nobody has subscribed to.
 */
final class ScriptedBroker implements AutoCloseable {

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final byte GRANTED = 1;
    private static final byte NOBODY_SUBSCRIBED = 0x10;
    private static final byte NOT_AUTHORIZED = (byte) 0x87;

    /** Messages in the order in which they came. */
    final List<Message> messages = new CopyOnWriteArrayList<>();

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger subscriptions = new AtomicInteger();

    /** Set before the first message comes. */
    volatile boolean saysNobodySubscribed;

    private final ServerSocket listener;
    private final int refusals;

    /**
     * @param connection by which it came, from 1
     * @param content its properties and its payload: two copies of a message have the same
     */
    record Message(int connection, String content) {}

    /**
     * @param refusals subscriptions that are refused before the first is granted
     */
    ScriptedBroker(int refusals) throws IOException {
        this.refusals = refusals;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                int connection = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(connection, client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(int connection, Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            boolean goesOn = true;
            for (int type = in.read(); goesOn && type >= 0; type = goesOn ? in.read() : -1) {
                byte[] packet = in.readNBytes(length(in));
                goesOn = answer(connection, type >> 4, packet, client.getOutputStream());
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private boolean answer(int connection, int type, byte[] packet, OutputStream out)
            throws IOException {
        switch (type) {
            case CONNECT -> out.write(new byte[] {0x20, 3, 0, 0, 0});
            case SUBSCRIBE -> {
                boolean refused = subscriptions.incrementAndGet() <= refusals;
                byte code = refused ? NOT_AUTHORIZED : GRANTED;
                out.write(new byte[] {(byte) 0x90, 4, packet[0], packet[1], 0, code});
                return !refused;
            }
            case PUBLISH -> {
                messages.add(new Message(connection, content(packet)));
                if (saysNobodySubscribed) {
                    int id = Short.BYTES + ByteBuffer.wrap(packet).getShort();
                    out.write(new byte[] {0x40, 3, packet[id], packet[id + 1], NOBODY_SUBSCRIBED});
                }
            }
            default -> {}
        }
        return true;
    }

    /** What follows topic and packet identifier: MQTT 5, section 3.3. */
    private static String content(byte[] packet) {
        int start = Short.BYTES + ByteBuffer.wrap(packet).getShort() + Short.BYTES;
        return new String(packet, start, packet.length - start, StandardCharsets.ISO_8859_1);
    }

    /** The variable byte integer of MQTT 5, section 1.5.5. */
    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int read;
        do {
            read = in.readUnsignedByte();
            length |= (read & 0x7f) << shift;
            shift += 7;
        } while ((read & 0x80) != 0);
        return length;
    }
}
