package datastream.generator.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.generator.signal.ConstantSignal;
import datastream.generator.simulation.Counts;
import datastream.generator.simulation.Generator;
import datastream.generator.simulation.GeneratorSpec;
import datastream.generator.simulation.GeneratorState;
import datastream.generator.simulation.Generators;
import datastream.generator.simulation.LinkHealth;
import datastream.generator.simulation.LinkLog;
import datastream.generator.simulation.Rate;
import datastream.generator.simulation.TimeSource;
import datastream.generator.simulation.Transport;
import datastream.reading.Sensor;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GrpcSenderTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final String name = UUID.randomUUID().toString();
    private final FaultyClock clock = new FaultyClock();
    private final Tokens tokens =
            new Tokens(new TokenSecret("0123456789abcdef0123456789abcdef"), clock);
    private final FakeCollector collector = new FakeCollector();
    private final TokenCheck tokenCheck = new TokenCheck();
    private final GrpcUplink uplink =
            new GrpcUplink(
                    InProcessChannelBuilder.forName(name).build(),
                    StreamCredentials.tokens(tokens),
                    new RetryPolicy(
                            Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(5)),
                    new LinkLog("the fake collector"));
    private final Generators generators =
            new Generators(Map.of(Transport.GRPC, uplink), TimeSource.SYSTEM, 2_000);
    private Server server;

    @BeforeEach
    void begin() throws IOException {
        server = startServer();
    }

    @AfterEach
    void end() {
        generators.close();
        uplink.close();
        server.shutdownNow();
    }

    @Test
    void readingsAreAcknowledgedAndEachBatchIsNumbered() {
        Generator generator = generators.create(at(1_000));
        await().atMost(SOON).until(() -> counts(generator).acknowledged() > 500);
        assertThat(uplink.health()).isEqualTo(LinkHealth.UP);
        settle(generator);

        assertThat(collector.complaints).isEmpty();
        assertThat(counts(generator).retried()).isZero();
        assertThat(collector.timestamps).hasSize((int) counts(generator).generated());
    }

    @Test
    void anAcknowledgementSettlesItsBatchAndAllBefore() {
        collector.acknowledgeEvery = 5;
        Generator generator = generators.create(at(1_000));

        await().atMost(SOON).until(() -> counts(generator).acknowledged() > 500);
        assertThat(counts(generator).retried()).isZero();
    }

    @Test
    void sendsAgainWhatWasUnansweredWhenAStreamIsCutAndLosesNothing() {
        collector.acknowledgeEvery = 3;
        collector.cutAfter = 7;
        Generator generator = generators.create(at(1_000));
        await().atMost(SOON).until(() -> collector.streams.get() > 5);
        collector.cutAfter = Integer.MAX_VALUE;
        collector.acknowledgeEvery = 1;
        settle(generator);

        assertThat(counts(generator).retried()).isPositive();
        assertThat(collector.complaints).isEmpty();
        assertThat(collector.timestamps).hasSize((int) counts(generator).generated());
    }

    @Test
    void aRejectedReadingCountsAsRejectedAndIsNotLost() {
        collector.rejecting = true;
        Generator generator = generators.create(at(1_000));
        await().atMost(SOON).until(() -> counts(generator).acknowledged() > 200);
        settle(generator);

        Counts counts = counts(generator);
        assertThat(counts.rejected()).isEqualTo(collector.requests.size());
        assertThat(counts.generated()).isEqualTo(counts.acknowledged() + counts.rejected());
    }

    @Test
    void keepsABoundedWindowWhileNothingIsAcknowledgedAndGoesOnAfterwards() {
        collector.acknowledgeEvery = 0;
        Generator generator = generators.create(at(10_000));
        await().atMost(SOON).until(() -> generator.status().state() == GeneratorState.STALLED);
        assertThat(counts(generator).inFlight()).isEqualTo(2_000);

        collector.acknowledgeEvery = 1;
        collector.cut();
        await().atMost(SOON).until(() -> generator.status().state() == GeneratorState.RUNNING);
        settle(generator);
        assertThat(collector.timestamps).hasSize((int) counts(generator).generated());
    }

    @Test
    void givesUpAStreamThatStaysSilent() {
        collector.acknowledgeEvery = 0;
        Generator generator = generators.create(at(100));
        await().atMost(SOON).until(() -> collector.streams.get() >= 2);

        collector.acknowledgeEvery = 1;
        settle(generator);
        assertThat(counts(generator).retried()).isPositive();
    }

    @Test
    void connectsToACollectorThatComesLater() throws IOException, InterruptedException {
        server.shutdownNow().awaitTermination();
        Generator generator = generators.create(at(100));
        await().atMost(SOON).until(() -> counts(generator).inFlight() > 20);
        assertThat(uplink.health()).isEqualTo(LinkHealth.DOWN);

        server = startServer();
        await().atMost(SOON).until(() -> counts(generator).acknowledged() > 30);
        assertThat(collector.timestamps.size()).isGreaterThan(20);
    }

    @Test
    void carriesATokenOnEachStreamAndKeepsTryingWhenItIsRefused() {
        tokenCheck.refusing = true;
        Generator generator = generators.create(at(100));
        await().atMost(SOON).until(() -> tokenCheck.refused > 3);
        assertThat(counts(generator).acknowledged()).isZero();

        tokenCheck.refusing = false;
        await().atMost(SOON).until(() -> counts(generator).acknowledged() > 10);
        assertThat(tokenCheck.lastPrincipal).isEqualTo("sensor generator");
    }

    @Test
    void triesAgainWhenAStreamCannotEvenBegin() {
        clock.faults.set(3);
        Generator generator = generators.create(at(100));

        await().atMost(SOON).until(() -> counts(generator).acknowledged() > 10);
        assertThat(clock.faults).hasNonPositiveValue();
    }

    @Test
    void manyGeneratorsShareTheChannel() {
        for (int i = 0; i < 50; i++) {
            generators.create(at(20, i));
        }

        await().atMost(SOON)
                .until(() -> generators.all().stream().allMatch(g -> counts(g).acknowledged() > 5));
        assertThat(collector.streams).hasValue(50);
    }

    private static Counts counts(Generator generator) {
        return generator.status().counts();
    }

    private static void settle(Generator generator) {
        generator.pause();
        await().atMost(SOON).until(() -> counts(generator).inFlight() == 0);
    }

    private static GeneratorSpec at(double rate) {
        return at(rate, 1);
    }

    private static GeneratorSpec at(double rate, int id2) {
        return new GeneratorSpec(
                new Sensor("temperature", "ROOM", id2),
                new Rate(rate),
                Transport.GRPC,
                new ConstantSignal(21, null, null));
    }

    private Server startServer() throws IOException {
        return InProcessServerBuilder.forName(name)
                .addService(collector)
                .intercept(tokenCheck)
                .build()
                .start();
    }

    /** Fails as often as the test says; no token can be made then. */
    private static final class FaultyClock extends Clock {

        final AtomicInteger faults = new AtomicInteger();

        @Override
        public Instant instant() {
            if (faults.getAndDecrement() > 0) {
                throw new IllegalStateException("the test's clock has failed");
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final class TokenCheck implements ServerInterceptor {

        private static final Metadata.Key<String> AUTHORIZATION =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

        volatile boolean refusing;
        volatile int refused;
        volatile String lastPrincipal;

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            try {
                lastPrincipal = tokens.verifyBearer(headers.get(AUTHORIZATION)).name();
                if (!refusing) {
                    return next.startCall(call, headers);
                }
            } catch (datastream.security.InvalidToken e) {
                lastPrincipal = e.getMessage();
            }
            refused++;
            call.close(Status.UNAUTHENTICATED.withDescription("refused"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
