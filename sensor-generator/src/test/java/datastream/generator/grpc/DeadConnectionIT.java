package datastream.generator.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.generator.signal.ConstantSignal;
import datastream.generator.simulation.Generator;
import datastream.generator.simulation.GeneratorSpec;
import datastream.generator.simulation.Generators;
import datastream.generator.simulation.Rate;
import datastream.generator.simulation.TimeSource;
import datastream.generator.simulation.Transport;
import datastream.reading.Sensor;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a sender makes of silence, over real connections: dead ones, and a collector that waits. */
@Timeout(180)
class DeadConnectionIT {

    /** Pings go out after 20 s of silence, and are waited for 10 s. */
    private static final Duration NOTICED = Duration.ofSeconds(60);

    private static final Duration SOON = Duration.ofSeconds(15);

    private final FakeCollector collector = new FakeCollector();
    private final Tokens tokens =
            new Tokens(new TokenSecret("0123456789abcdef0123456789abcdef"), Clock.systemUTC());
    private Server server;
    private FreezableLink link;
    private GrpcUplink uplink;
    private Generators generators;

    @BeforeEach
    void begin() throws IOException {
        server =
                Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                        .permitKeepAliveTime(15, TimeUnit.SECONDS)
                        .addService(collector)
                        .build()
                        .start();
        link = new FreezableLink(server.getPort());
        uplink = new GrpcUplink(new CollectorAddress("127.0.0.1", link.port()), tokens);
        generators = new Generators(Map.of(Transport.GRPC, uplink), TimeSource.SYSTEM, 2_000);
    }

    @AfterEach
    void end() throws IOException {
        generators.close();
        uplink.close();
        server.shutdownNow();
        link.close();
    }

    @Test
    void aSilentCollectorKeepsItsStreamAndADeadConnectionIsReplaced() {
        collector.acknowledgeEvery = 0;
        Generator generator = generators.create(temperature());
        await().atMost(SOON).until(() -> generator.status().counts().inFlight() == 2_000);
        await().atMost(NOTICED)
                .during(Duration.ofSeconds(25))
                .until(() -> collector.streams.get() == 1);

        collector.acknowledgeEvery = 1;
        link.freeze();
        await().atMost(NOTICED).until(() -> generator.status().counts().acknowledged() > 2_000);
        assertThat(link.connections()).isEqualTo(2);
        assertThat(collector.streams).hasValue(2);
    }

    private static GeneratorSpec temperature() {
        return new GeneratorSpec(
                new Sensor("temperature", "ROOM", 1),
                new Rate(10_000),
                Transport.GRPC,
                new ConstantSignal(21, null, null));
    }
}
