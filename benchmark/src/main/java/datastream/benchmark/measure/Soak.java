package datastream.benchmark.measure;

import datastream.benchmark.load.LoadKind;
import datastream.benchmark.rig.Memory;
import java.util.List;

/** Whether the collector's memory grows while one load goes on and on. */
final class Soak implements Measure {

    private static final int SENDERS = 1_000;
    private static final int BATCH = 20;
    private static final double RATE = 20_000;

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String question() {
        return "Does memory grow under 1,000 streams with %,.0f readings a second?".formatted(RATE);
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        List<Memory> memory =
                bench.rig()
                        .watch(
                                bench.paced(LoadKind.GATEWAY, BATCH, SENDERS, RATE),
                                bench.effort().warmUp(),
                                bench.effort().soak());
        keep(bench, "first", memory.getFirst());
        keep(bench, "middle", memory.get(memory.size() / 2));
        keep(bench, "last", memory.getLast());
        bench.figures().put("soak.minutes", bench.effort().soak().toSeconds() / 60.0);
    }

    private static void keep(Bench bench, String when, Memory memory) {
        bench.figures().put("soak.collector_resident_mb." + when, memory.residentMegabytes());
        bench.figures().put("soak.collector_live_mb." + when, memory.liveMegabytes());
        bench.out()
                .printf(
                        "%-28s %.0f MB, %.0f live%n",
                        "soak." + when, memory.residentMegabytes(), memory.liveMegabytes());
    }
}
