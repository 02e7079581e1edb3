package datastream.chaos;

import datastream.chaos.scenario.Scale;
import datastream.chaos.scenario.Scenarios;
import datastream.settings.Version;
import datastream.testbed.DatabaseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that breaks the pipeline under load and looks whether a promise was broken. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Starts a database, a broker, collectors and senders on this machine, kills, stops and"
                    + " cuts them under load, and compares what is stored with what the senders"
                    + " wrote down: every attempt and every acknowledgement. No acknowledged reading"
                    + " may be lost, doubled or changed, and none may be stored that nobody sent.",
            ""
        },
        footer = {
            "",
            "It ends only what it has started itself. The seed stands in the first line; the same"
                    + " seed replays the same faults.",
            "",
            "Exit code: 0 when every promise was kept, 1 when one was broken, 2 for a wrong option."
        })
public final class ChaosCommand implements Callable<Integer> {

    /** Names for the help and for checking. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Scenarios.names().iterator();
        }
    }

    private static final class Length {
        @Option(
                names = "--quick",
                description = "A few faults of each kind, some minutes. The default.")
        private boolean quick;

        @Option(
                names = "--long",
                description = "Hundreds of faults, some hours; writes the report.")
        private boolean thorough;
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @ArgGroup private Length length = new Length();

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description =
                    "Only this one; may be given several times. One of: ${COMPLETION-CANDIDATES}.")
    private List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How many rounds of each, instead of its usual number.")
    private @Nullable Integer times;

    @Option(names = "--seed", paramLabel = "N", description = "Replays the faults of another run.")
    private @Nullable Long seed;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description =
                    "How long after the last fault everything must be acknowledged, default"
                            + " ${DEFAULT-VALUE}; more for a machine that has much else to do.",
            defaultValue = "30")
    private int patience;

    @Mixin private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--work-dir",
            paramLabel = "FOLDER",
            description =
                    "For logs and journals, which stay, and the data of what failed; default"
                            + " ${DEFAULT-VALUE}. For MariaDB not below /tmp.",
            defaultValue = "./chaos-work")
    private Path workDir = Path.of("chaos-work");

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Writes the results as a Markdown table; with --long by default benchmark/report/RELIABILITY.md.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ChaosPlan plan = plan();
        Path file = reportFile();
        ChaosResult result = new ChaosRun(plan, System.out, so -> report(file, so)).run();
        if (file != null) {
            System.out.println("Report: " + file);
        }
        return result.passed() ? 0 : 1;
    }

    private static void report(@Nullable Path file, ChaosResult result) {
        if (file != null) {
            new Report(file).write(result);
        }
    }

    private @Nullable Path reportFile() {
        return report == null && scale() == Scale.LONG
                ? Path.of("benchmark", "report", "RELIABILITY.md")
                : report;
    }

    private ChaosPlan plan() throws IOException {
        if (times != null && times < 1) {
            throw wrong("--times must be at least 1, not " + times);
        }
        Path folder = workDir.toAbsolutePath().normalize();
        Files.createDirectories(folder);
        return new ChaosPlan(
                scale(),
                chosen(),
                times,
                Duration.ofSeconds(patience),
                seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed,
                database.title(spec.commandLine()),
                database.server(spec.commandLine()),
                folder);
    }

    private Scale scale() {
        return length.thorough && !length.quick ? Scale.LONG : Scale.QUICK;
    }

    private List<String> chosen() {
        List<String> known = Scenarios.names();
        for (String name : scenarios) {
            if (!known.contains(name)) {
                throw wrong(
                        "There is no scenario %s; there are: %s"
                                .formatted(name, String.join(", ", known)));
            }
        }
        return scenarios;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
