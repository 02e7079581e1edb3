package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What somebody can bring about in the log who speaks no gRPC; in a process as it is started. */
class StrangersAtGrpcPortIT {

    private static final int TIMES = 20;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte SETTINGS = 4;
    private static final byte WINDOW_UPDATE = 8;

    @Test
    void nothingThatTheySendFillsTheLog() throws Exception {
        DatabaseConfig server = TestServers.mariaDb();
        TestServers.empty(server);
        try (CollectorProcess collector =
                CollectorProcess.start(server.url(), server.user(), server.password())) {
            collector.awaitReady();
            for (int i = 0; i < TIMES; i++) {
                send(collector.grpcPort(), ascii("GET / HTTP/1.1\r\nHost: somebody\r\n\r\n"));
                send(collector.grpcPort(), ascii("nothing that anybody understands, at all"));
                send(collector.grpcPort(), badFrames());
            }
            collector.terminate();
            assertThat(collector.awaitEnd(30, TimeUnit.SECONDS)).isZero();
            assertThat(collector.said())
                    .hasSizeLessThan(TIMES)
                    .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Some that are each the fault of a stream, and one that ends the connection. */
    private static byte[] badFrames() {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        frames.writeBytes(frame(SETTINGS, 0, 0));
        for (int i = 0; i < TIMES; i++) {
            frames.writeBytes(frame(WINDOW_UPDATE, 1, Integer.BYTES));
        }
        frames.writeBytes(frame(SETTINGS, 0, 1));
        return frames.toByteArray();
    }

    /** With a payload of zeros. */
    private static byte[] frame(byte type, int stream, int length) {
        byte[] frame = new byte[9 + length];
        frame[2] = (byte) length;
        frame[3] = type;
        frame[8] = (byte) stream;
        return frame;
    }

    /** Returns when the other side has ended the connection. */
    private static void send(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // Reset, as there was more to read.
        }
    }
}
