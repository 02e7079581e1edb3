package datastream.benchmark;

import datastream.benchmark.measure.Effort;
import datastream.benchmark.measure.Measure;
import datastream.benchmark.measure.Measures;
import datastream.settings.Version;
import datastream.testbed.DatabaseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that measures the pipeline beside the bare driver. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Starts a database, a broker, a collector and senders on this machine, and measures how"
                    + " many readings a second are acknowledged, with how much CPU time of all"
                    + " processes together, beside a bare LOAD DATA loop of the same rows into the"
                    + " same table in the same run. The database is durable: every commit is"
                    + " flushed.",
            ""
        },
        footer = {
            "",
            "Figures of different machines, or of different runs on a busy one, cannot be compared;"
                    + " the ratios of one run can.",
            "",
            "Exit code: 0 when everything was measured, 1 after a failure, 2 for a wrong option."
        })
public final class BenchCommand implements Callable<Integer> {

    /** As in its image, with a heap such as a container of half a gigabyte has. */
    private static final String SHIPPED_OPTIONS =
            "-Xms48m -Xmx256m -XX:+UseSerialGC -XX:TrimNativeHeapInterval=5000";

    /** Names for the help and for checking. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Measures.names().iterator();
        }
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--quick",
            description =
                    "A second of each case, some four minutes: shows that everything can be"
                            + " measured, its figures mean little.")
    private boolean quick;

    @Option(
            names = "--measure",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description =
                    "Only this one; may be given several times. One of: ${COMPLETION-CANDIDATES}.")
    private List<String> chosen = new ArrayList<>();

    @Option(
            names = "--case",
            paramLabel = "NAME",
            description =
                    "Only this case, such as ingest.single, or all of a group, such as ingest.mqtt; may be"
                            + " given several times.")
    private List<String> cases = new ArrayList<>();

    @Option(
            names = "--repeats",
            paramLabel = "COUNT",
            description =
                    "Samples of each case, whose median counts; 3 if not said, 1 with --quick.")
    private @Nullable Integer repeats;

    @Option(
            names = "--rows",
            paramLabel = "COUNT",
            description =
                    "The largest table that growth is looked at with; 10 million if not said, 200"
                            + " thousand with --quick. 100 million take some 10 GB of disk.")
    private @Nullable Long rows;

    @Mixin private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--collector-jvm",
            paramLabel = "OPTIONS",
            description = "Options of the collector's JVM, default ${DEFAULT-VALUE}.",
            defaultValue = SHIPPED_OPTIONS)
    private String collectorJvm = SHIPPED_OPTIONS;

    @Option(
            names = "--work-dir",
            paramLabel = "FOLDER",
            description =
                    "For data, which is deleted afterwards, and logs; default ${DEFAULT-VALUE}. Not"
                            + " below /tmp for MariaDB, and on a real disk, as commits are flushed to"
                            + " it.",
            defaultValue = "./bench-work")
    private Path workDir = Path.of("bench-work");

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description =
                    "Writes PERFORMANCE.md, report.json and plots there. Figures of other measures that"
                            + " lie there already stay, if they were taken under the same conditions.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = workDir.toAbsolutePath().normalize();
        Files.createDirectories(folder);
        BenchPlan plan =
                new BenchPlan(
                        measures(),
                        cases,
                        effort(),
                        database.server(spec.commandLine()),
                        List.of(collectorJvm.split(" ")),
                        folder);
        new BenchRun(plan, System.out).run(this::report);
        if (report != null) {
            System.out.println("Report: " + report);
        }
        return 0;
    }

    private Effort effort() {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        if (repeats != null) {
            effort = effort.withRepeats(atLeastOne("--repeats", repeats));
        }
        return rows == null ? effort : effort.withMostRows(rows);
    }

    private int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be at least 1");
        }
        return value;
    }

    private void report(BenchResult soFar) {
        if (report != null) {
            new BenchReport(report).write(soFar);
        }
    }

    private List<Measure> measures() {
        List<String> known = Measures.names();
        for (String name : chosen) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no measure %s; there are: %s"
                                .formatted(name, String.join(", ", known)));
            }
        }
        return Measures.all().stream()
                .filter(measure -> chosen.isEmpty() || chosen.contains(measure.name()))
                .toList();
    }
}
