package datastream.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildJvmIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;

    /** Ends with an exit code of its own. */
    static final class Ending {
        public static void main(String[] arguments) {
            System.exit(7);
        }
    }

    /** Fills its heap. */
    static final class Growing {
        public static void main(String[] arguments) {
            var all = new java.util.ArrayList<byte[]>();
            while (all.size() < Integer.MAX_VALUE) {
                all.add(new byte[1_000_000]);
            }
        }
    }

    /** Starts a child that watches it, says the child's number and stays. */
    static final class Harness {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            ChildJvm.start(launch(Waiting.class, Path.of(arguments[0])), System.out::println);
            new CountDownLatch(1).await();
        }
    }

    /** Stays until its parent is gone. */
    static final class Waiting {
        public static void main(String[] arguments) throws InterruptedException {
            ParentWatch.start();
            System.out.println(ProcessHandle.current().pid());
            new CountDownLatch(1).await();
        }
    }

    private static ChildJvm.Launch launch(Class<?> program, Path folder) {
        return new ChildJvm.Launch(
                program,
                List.of("-Xmx32m", "-XX:+UseSerialGC"),
                List.of(folder.toString()),
                Map.of(),
                folder.resolve("log"));
    }

    @Test
    void tellsThatAChildEndedByItself() throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(launch(Ending.class, folder))) {
            assertThat(child.awaitEnd(PATIENCE)).isTrue();
            assertThat(child.endedByItself()).isTrue();
            assertThat(child.exitCode()).isEqualTo(7);
            // Killing the dead does not make it our deed.
            child.kill();
            assertThat(child.endedByItself()).isTrue();
        }
    }

    @Test
    void tellsThatAChildWasKilledByUs() throws InterruptedException {
        ChildJvm child = ChildJvm.start(launch(Waiting.class, folder));
        child.kill();

        assertThat(child.isAlive()).isFalse();
        assertThat(child.endedByItself()).isFalse();
    }

    @Test
    void aChildWithoutMemoryEnds() throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(launch(Growing.class, folder))) {
            assertThat(child.awaitEnd(PATIENCE)).isTrue();
            assertThat(child.endedByItself()).isTrue();
            assertThat(child.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void aKilledHarnessLeavesNoChild() throws Exception {
        AtomicReference<String> pid = new AtomicReference<>("");
        CountDownLatch said = new CountDownLatch(1);
        ChildJvm harness =
                ChildJvm.start(
                        launch(Harness.class, folder),
                        line -> {
                            if (!line.isBlank()) {
                                pid.set(line);
                                said.countDown();
                            }
                        });
        assertThat(said.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        ProcessHandle child = ProcessHandle.of(Long.parseLong(pid.get())).orElseThrow();

        harness.kill();

        assertThat(child.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void aKilledHarnessLeavesNoServerThatIsGuarded() throws Exception {
        Process server = new ProcessBuilder("sleep", "300").start();
        Process guard = guardShell(server);

        guard.outputWriter().close();

        assertThat(server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aGuardThatIsClosedKillsNobody() throws Exception {
        Process server = new ProcessBuilder("sleep", "300").start();
        try {
            Process guard = guardShell(server);
            try (var input = guard.outputWriter()) {
                input.write("safe\n");
            }
            assertThat(guard.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(server.isAlive()).isTrue();
        } finally {
            server.destroyForcibly();
        }
    }

    private static Process guardShell(Process server) throws IOException {
        return DeathGuard.shell(server.toHandle());
    }
}
