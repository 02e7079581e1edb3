package datastream.collector.adapter.mqtt;

import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of an MQTT 5 broker as refuses subscriptions, delivers the same readings on every
 * connection, and never acknowledges what it gets.
 */
final class ScriptedBroker implements AutoCloseable {

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final byte GRANTED = 1;
    private static final byte NOT_AUTHORIZED = (byte) 0x87;

    private final ServerSocket listener;
    private final List<Reading> deliveries;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals;
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger largest = new AtomicInteger();

    /** The most that MQTT knows. */
    private volatile int mostBytes = 268_435_460;

    /**
     * @param refusals subscriptions that are refused before the first is granted
     */
    ScriptedBroker(int refusals) throws IOException {
        this(refusals, List.of());
    }

    /**
     * @param deliveries what every subscriber gets at once, message by message
     */
    ScriptedBroker(int refusals, List<Reading> deliveries) throws IOException {
        this.deliveries = deliveries;
        this.refusals = new AtomicInteger(refusals);
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Announces to clients from now on the largest packet that it takes, in bytes. */
    void takeAtMost(int bytes) {
        mostBytes = bytes;
    }

    /** The largest message that came, in bytes, without the five of its fixed header at most. */
    int largest() {
        return largest.get();
    }

    /** Messages that came and were not acknowledged. */
    int published() {
        return published.get();
    }

    /** Ends every connection. */
    void cut() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    int refusalsLeft() {
        return Math.max(0, refusals.get());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        clients.add(client);
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            for (int type = in.read(); type >= 0; type = in.read()) {
                byte[] rest = in.readNBytes(length(in));
                answer(type >> 4, rest, client.getOutputStream());
            }
        } catch (IOException e) {
            if (!client.isClosed()) {
                throw new UncheckedIOException(e);
            }
        } finally {
            clients.remove(client);
        }
    }

    private void answer(int type, byte[] packet, OutputStream out) throws IOException {
        switch (type) {
            case CONNECT ->
                    out.write(
                            ByteBuffer.allocate(10)
                                    .put(new byte[] {0x20, 8, 0, 0, 5, 0x27})
                                    .putInt(mostBytes)
                                    .array());
            case SUBSCRIBE -> {
                byte code = code();
                out.write(new byte[] {(byte) 0x90, 4, packet[0], packet[1], 0, code});
                if (code == GRANTED) {
                    deliver(out);
                }
            }
            case PUBLISH -> {
                largest.accumulateAndGet(packet.length, Math::max);
                published.incrementAndGet();
            }
            default -> {}
        }
    }

    /** PUBLISH of QoS 1, MQTT 5, section 3.3. */
    private void deliver(OutputStream out) throws IOException {
        for (int i = 0; i < deliveries.size(); i++) {
            Sensor sensor = deliveries.get(i).sensor();
            byte[] topic =
                    "sensors/%s/%s/%d"
                            .formatted(sensor.type(), sensor.id1(), sensor.id2())
                            .getBytes(StandardCharsets.UTF_8);
            byte[] payload = deliveries.get(i).toJson().getBytes(StandardCharsets.UTF_8);
            ByteBuffer packet = ByteBuffer.allocate(topic.length + payload.length + 8);
            int length = 2 + topic.length + 2 + 1 + payload.length;
            packet.put((byte) 0x32).put((byte) (length & 0x7f | 0x80)).put((byte) (length >> 7));
            packet.putShort((short) topic.length).put(topic).putShort((short) (i + 1));
            packet.put((byte) 0).put(payload);
            out.write(packet.array());
        }
    }

    private byte code() {
        return refusals.getAndDecrement() > 0 ? NOT_AUTHORIZED : GRANTED;
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
