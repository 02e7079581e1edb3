package datastream.collector.adapter.mqtt;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of an MQTT 5 broker as refuses subscriptions, and never acknowledges what it gets. */
final class ScriptedBroker implements AutoCloseable {

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final byte GRANTED = 1;
    private static final byte NOT_AUTHORIZED = (byte) 0x87;

    private final ServerSocket listener;
    private final AtomicInteger refusals;
    private final AtomicInteger published = new AtomicInteger();

    /**
     * @param refusals subscriptions that are refused before the first is granted
     */
    ScriptedBroker(int refusals) throws IOException {
        this.refusals = new AtomicInteger(refusals);
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Messages that came and were not acknowledged. */
    int published() {
        return published.get();
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
        }
    }

    private void answer(int type, byte[] packet, OutputStream out) throws IOException {
        switch (type) {
            case CONNECT -> out.write(new byte[] {0x20, 3, 0, 0, 0});
            case SUBSCRIBE ->
                    out.write(new byte[] {(byte) 0x90, 4, packet[0], packet[1], 0, code()});
            case PUBLISH -> published.incrementAndGet();
            default -> {}
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
