package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How stacks begin and end. */
@Timeout(240)
final class StackLifeIT {

    /** The promise is 10 s on a machine that has nothing else to do; this one may. */
    private static final Duration NOISY = Duration.ofSeconds(30);

    @Test
    void stopsCleanlyAndFindsItsDataAgain() throws Exception {
        Path folder = Stacks.newFolder("again");
        long stored;
        try (StackProcess first = StackProcess.up(folder).awaitReady()) {
            ApiClient user = ApiClient.register(first);
            Stacks.patiently().until(() -> user.readings("noise", 1).get("total").asLong() >= 10);
            stored = user.readings("noise", 1).get("total").asLong();
            Instant asked = Instant.now();
            first.terminate();
            assertThat(first.awaitExit()).isZero();
            assertThat(said("Stopped", asked)).isLessThan(NOISY);
            assertThat(first.databases()).isEmpty();
        }
        Instant asked = Instant.now();
        try (StackProcess second = StackProcess.up(folder).awaitReady()) {
            assertThat(said("Second start", asked)).isLessThan(NOISY);
            ApiClient user = ApiClient.logIn(second);
            assertThat(user.readings("noise", 1).get("total").asLong())
                    .isGreaterThanOrEqualTo(stored);
            second.terminate();
            assertThat(second.awaitExit()).isZero();
        }
    }

    @Test
    void readingsFlowAgainAfterItWasKilled() throws Exception {
        Path folder = Stacks.newFolder("killed");
        try (StackProcess killed = StackProcess.up(folder).awaitReady()) {
            ApiClient user = ApiClient.register(killed);
            Stacks.patiently().until(() -> user.readings("noise", 1).get("total").asLong() >= 10);
            killed.kill();
            assertThat(killed.databases()).hasSize(1);

            try (StackProcess next = StackProcess.up(folder).awaitReady()) {
                assertThat(next.databases()).hasSize(1);
                ApiClient again = ApiClient.logIn(next);
                Stacks.patiently().until(() -> acknowledged(again, "noise-ROOM-1") >= 20);
                next.terminate();
                assertThat(next.awaitExit()).isZero();
            }
        }
    }

    @Test
    void leavesNothingAfterAFailedStart() throws Exception {
        Path folder = Stacks.newFolder("failed");
        Files.createDirectories(folder);
        Files.createFile(folder.resolve("broker"));
        try (StackProcess stack = StackProcess.up(folder)) {
            assertThat(stack.awaitExit()).isEqualTo(1);
            assertThat(stack.output()).contains("broker");
            assertThat(stack.databases()).isEmpty();
        }
    }

    @Test
    void leavesNothingWhenStoppedDuringTheStart() throws Exception {
        try (StackProcess stack = StackProcess.up(Stacks.newFolder("early"))) {
            stack.awaitLine("Starting the database");
            Stacks.patiently().until(() -> stack.databases().findAny().isPresent());
            stack.terminate();
            assertThat(stack.awaitExit()).isEqualTo(143);
            assertThat(stack.databases()).isEmpty();
        }
    }

    @Test
    void endsAtOnceOnASecondSignal() throws Exception {
        try (StackProcess stack = StackProcess.up(Stacks.newFolder("twice")).awaitReady()) {
            stack.terminate();
            stack.awaitLine("Stopping");
            stack.terminate();
            assertThat(stack.awaitExit()).isEqualTo(130);
            Stacks.patiently().until(() -> stack.databases().findAny().isEmpty());
        }
    }

    private static long acknowledged(ApiClient user, String generator) {
        return user.generator(generator).get("counts").get("acknowledged").asLong();
    }

    private static Duration said(String what, Instant since) {
        Duration took = Duration.between(since, Instant.now());
        System.out.printf("%s after %d ms%n", what, took.toMillis());
        return took;
    }
}
