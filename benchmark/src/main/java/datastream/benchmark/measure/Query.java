package datastream.benchmark.measure;

import datastream.benchmark.rig.FilledTable;
import datastream.benchmark.rig.RestClient;
import java.time.Duration;

/** How long users wait for what they look for, while ingest goes on at half of what it could. */
final class Query implements Measure {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int PAGE = 100;
    private static final int FAR = 1_000_000;

    @Override
    public String name() {
        return "query";
    }

    @Override
    public String question() {
        return "How long do answers take beside ingest?";
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        for (long rows : bench.effort().tables()) {
            FilledTable table = bench.rig().fill(rows);
            bench.besideIngest(rest -> ask(bench, table, rest));
        }
    }

    private static void ask(Bench bench, FilledTable table, RestClient rest)
            throws InterruptedException {
        Filters filters = new Filters(table);
        String page = "/api/readings?limit=" + PAGE;
        String size = "_" + table.rows();
        RequestTurns turns = new RequestTurns(bench);
        turns.add(
                "query.page_by_sensor_and_time" + size,
                get(() -> page + filters.sensor() + filters.time(WINDOW)));
        turns.add(
                "query.page_by_time" + size, get(() -> page + filters.time(Duration.ofSeconds(1))));
        turns.add("query.newest_page_of_sensor" + size, get(() -> page + filters.sensor()));
        turns.add("query.newest_page" + size, get(() -> page));
        turns.add("query.total" + size, get(() -> "/api/readings?limit=1" + filters.all()));
        if (table.rows() > FAR) {
            turns.add(
                    "query.offset_%d%s".formatted(FAR, size),
                    get(() -> page + "&offset=" + FAR + filters.all()));
        }
        turns.add(
                "query.latest" + size,
                get(() -> "/api/readings/latest?limit=" + PAGE + filters.sensors()));
        turns.take(rest);
    }

    /** What a path asks for, with other particulars each time. */
    @FunctionalInterface
    private interface Path {
        String next();
    }

    private static Request get(Path path) {
        return rest -> rest.ask("GET", path.next());
    }
}
