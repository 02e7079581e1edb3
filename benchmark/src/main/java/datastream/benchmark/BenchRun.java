package datastream.benchmark;

import datastream.benchmark.measure.Bench;
import datastream.benchmark.measure.Figures;
import datastream.benchmark.measure.Measure;
import datastream.benchmark.rig.Rig;
import datastream.testbed.Folders;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs measures, each on a rig of its own. */
public final class BenchRun {

    private final BenchPlan plan;
    private final PrintStream out;
    private final Figures figures = new Figures();
    private String database = "";
    private String settings = "";

    /**
     * @param out tells the user how it goes
     */
    public BenchRun(BenchPlan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /**
     * Measures everything; leaves logs when something fails.
     *
     * @param soFar hears of the result after each measure
     */
    public void run(Consumer<BenchResult> soFar) throws InterruptedException {
        for (Measure measure : plan.measures()) {
            run(measure);
            soFar.accept(result());
        }
    }

    private BenchResult result() {
        return new BenchResult(
                database, settings, plan.collectorJvm(), plan.effort().toString(), figures.all());
    }

    private void run(Measure measure) throws InterruptedException {
        Path folder = plan.folder().resolve(measure.name());
        Folders.delete(folder);
        try (Rig rig =
                new Rig(
                        folder,
                        plan.database().apply(folder.resolve("database")),
                        plan.collectorJvm())) {
            rig.start();
            database = rig.databaseVersion();
            settings = rig.databaseSettings();
            out.printf("%n%s (%s)%n", measure.question(), database);
            measure.run(new Bench(rig, plan.effort(), plan.cases(), figures, out));
        }
        Folders.delete(folder);
    }
}
