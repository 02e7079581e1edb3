package datastream.chaos.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultProxyIT {

    private final AtomicReference<EchoServer> server = new AtomicReference<>(new EchoServer());
    private final FaultProxy proxy = new FaultProxy("test", () -> server.get().address());

    @BeforeEach
    void start() {
        proxy.start();
    }

    @AfterEach
    void close() {
        proxy.close();
        server.get().close();
    }

    @Test
    void carriesManyBytesBothWaysUnchanged() throws Exception {
        byte[] sent = new byte[5_000_000];
        new Random(1).nextBytes(sent);
        try (Socket client = connect()) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(client, sent));
            assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            writing.join();
        }
        await().until(() -> server.get().ends.equals(java.util.List.of(EchoServer.End.FIN)));
        await().until(() -> proxy.connections().isEmpty());
    }

    @Test
    void holdsEveryByteWhilePausedAndLosesNone() throws Exception {
        try (Socket client = connected()) {
            proxy.pause();
            write(client, new byte[] {1, 2, 3});
            assertSilent(client);
            proxy.resume();
            assertThat(client.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aPausedProxyStopsTheSenderSinceItsBuffersAreBounded() throws Exception {
        try (Socket client = connected()) {
            proxy.pause();
            CompletableFuture<Void> writing =
                    CompletableFuture.runAsync(() -> write(client, new byte[64 * 1024 * 1024]));
            assertSilent(client);
            assertThat(writing).isNotDone();
            assertThat(server.get().bytes).hasValue(1);
            proxy.reset();
            assertThatThrownBy(writing::join).isNotNull();
        }
    }

    @Test
    void pausesOneLinkAndNotItsNeighbour() throws Exception {
        try (Socket first = connected()) {
            Link link = proxy.connections().getFirst();
            try (Socket second = connected()) {
                link.pause();
                write(first, new byte[] {1});
                write(second, new byte[] {2});
                assertThat(second.getInputStream().read()).isEqualTo(2);
                assertSilent(first);
                link.resume();
                assertThat(first.getInputStream().read()).isEqualTo(1);
            }
        }
    }

    @Test
    void delaysEachWay() throws Exception {
        try (Socket client = connected()) {
            proxy.delay(Duration.ofMillis(150));
            long start = System.nanoTime();
            write(client, new byte[] {1});
            assertThat(client.getInputStream().read()).isEqualTo(1);
            assertThat(System.nanoTime() - start).isGreaterThan(300_000_000L);
        }
    }

    @Test
    void cutsWithAFin() throws Exception {
        try (Socket client = connected()) {
            proxy.cut();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            await().until(() -> server.get().ends.equals(java.util.List.of(EchoServer.End.FIN)));
        }
        assertThat(proxy.connections()).isEmpty();
    }

    @Test
    void cutsWithAFinThoughBytesAreHeld() throws Exception {
        try (Socket client = connected()) {
            proxy.pause();
            write(client, new byte[200_000]);
            proxy.cut();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            await().until(() -> server.get().ends.equals(java.util.List.of(EchoServer.End.FIN)));
        }
    }

    @Test
    void resetsWithARst() throws Exception {
        try (Socket client = connected()) {
            proxy.reset();
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            await().until(() -> server.get().ends.equals(java.util.List.of(EchoServer.End.RST)));
        }
    }

    @Test
    void aHalfClosedClientSeesTheEndButIsStillHeard() throws Exception {
        try (Socket client = connected()) {
            proxy.halfClose();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            write(client, new byte[9]);
            await().until(() -> server.get().bytes.get() == 10);
        }
    }

    @Test
    void truncatesInTheMiddleOfAMessage() throws Exception {
        try (Socket client = connected()) {
            proxy.truncate(4);
            write(client, new byte[10]);
            await().until(() -> server.get().ends.equals(java.util.List.of(EchoServer.End.RST)));
            assertThat(server.get().bytes).hasValue(1 + 4);
        }
    }

    @Test
    void truncatesAnAnswer() throws Exception {
        try (Socket client = connected()) {
            proxy.truncate(Direction.SERVER_TO_CLIENT, 4);
            write(client, new byte[10]);
            assertThatThrownBy(() -> client.getInputStream().readNBytes(10))
                    .isInstanceOf(SocketException.class);
            assertThat(server.get().bytes).hasValue(11);
        }
    }

    @Test
    void breaksAClientOffAtOnceWhileTheTargetIsAwayAndServesTheNextWhenItIsBack() throws Exception {
        server.get().close();
        assertBrokenOff();
        server.set(new EchoServer());
        connected().close();
    }

    @Test
    void refusesNewConnectionsAndKeepsOldOnes() throws Exception {
        try (Socket old = connected()) {
            proxy.refuse(true);
            assertBrokenOff();
            write(old, new byte[] {1});
            assertThat(old.getInputStream().read()).isEqualTo(1);
        }
        proxy.refuse(false);
        connected().close();
    }

    private void assertBrokenOff() throws IOException {
        try (Socket client = connect()) {
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(200);
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(0);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    /** A connection through which one byte has gone there and back. */
    private Socket connected() throws IOException {
        Socket client = connect();
        write(client, new byte[] {0});
        assertThat(client.getInputStream().read()).isZero();
        return client;
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
