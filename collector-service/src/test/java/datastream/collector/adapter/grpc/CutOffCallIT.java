package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.TestTokens;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.security.InvalidToken;
import datastream.security.Principal;
import datastream.security.TokenVerifier;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that is open while its account is cut off. */
class CutOffCallIT {

    private final InMemoryReadings stored = new InMemoryReadings();
    private final TestIngest ingesting = new TestIngest(stored);
    private final RevocableTokens tokens = new RevocableTokens();
    private GrpcFixture fixture;

    private static final class RevocableTokens implements TokenVerifier {
        private volatile boolean revoked;

        @Override
        public Principal verifyBearer(@Nullable String authorization) throws InvalidToken {
            return TestTokens.TOKENS.verifyBearer(authorization);
        }

        @Override
        public boolean stillHolds(Principal principal) {
            return !revoked;
        }
    }

    @BeforeEach
    void open() throws Exception {
        fixture = new GrpcFixture(ingesting.start(), tokens);
    }

    @AfterEach
    void close() {
        fixture.close();
        ingesting.close();
    }

    @Test
    void endsWithItsNextMessageAndStoresNothingMore() {
        RecordedStream stream = new RecordedStream(fixture);
        stream.send(1, Readings.ROOM_1);
        await().untilAsserted(() -> assertThat(stream.acknowledged()).containsExactly(1L));
        tokens.revoked = true;
        stream.send(2, Readings.ROOM_1);
        stream.send(3, Readings.ROOM_1);
        await().until(() -> stream.end().isDone());
        assertThat(stream.end())
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableOfType(ExecutionException.class)
                .satisfies(e ->
                        assertThat(Status.fromThrowable(e).getCode())
                                .isEqualTo(Status.Code.UNAUTHENTICATED));
        assertThat(stored.all()).hasSize(1);
        await().until(() -> ingesting.inFlight() == 0);
    }
}
