package datastream.benchmark.measure;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.benchmark.rig.FilledTable;
import datastream.benchmark.rig.RestClient;
import datastream.testbed.HarnessFailure;
import java.time.Duration;

/** How long users wait for what they look for, while ingest goes on at half of what it could. */
final class Query implements Measure {

    /** In which a sensor has some hundred readings. */
    private static final Duration WINDOW = Duration.ofDays(1);

    /** In which all sensors together have some ten thousand. */
    private static final Duration SHORT_WINDOW = Duration.ofHours(1);

    private static final int PAGE = 100;
    private static final int FAR = 1_000_000;

    /** One of the connections that fill the table may be ahead of the other. */
    private static final double LEAST_KNOWN = 0.8;

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
            FilledTable table = bench.rig().fillForQueries(rows);
            bench.rig().awaitSummaries();
            bench.besideIngest(rest -> ask(bench, table, rest));
        }
    }

    private static void ask(Bench bench, FilledTable table, RestClient rest)
            throws InterruptedException {
        Filters filters = new Filters(table);
        String page = "/api/readings?limit=" + PAGE;
        requireKnown(table, rest.ask("GET", page + filters.all()));
        String farPage = page + "&offset=" + FAR + filters.all();
        String size = "_" + table.rows();
        RequestTurns turns = new RequestTurns(bench);
        turns.add(
                "query.page_by_sensor_and_time" + size,
                get(() -> page + filters.sensor() + filters.time(WINDOW)));
        turns.add("query.page_by_time" + size, get(() -> page + filters.time(SHORT_WINDOW)));
        turns.add("query.newest_page_of_sensor" + size, get(() -> page + filters.sensor()));
        turns.add("query.newest_page" + size, get(() -> page));
        turns.add("query.total" + size, get(() -> "/api/readings?limit=1" + filters.all()));
        if (table.rows() > FAR) {
            turns.add("query.offset_%d%s".formatted(FAR, size), get(() -> farPage));
            requireKnown(table, rest.ask("GET", farPage));
        }
        turns.add(
                "query.latest" + size,
                get(() -> "/api/readings/latest?limit=" + PAGE + filters.sensors()));
        turns.add(
                "query.aggregate_by_hour" + size,
                get(() ->
                        "/api/readings/aggregate?sensor_type=temperature&bucket=1h&functions=count,avg,min,max,stddev"
                                + filters.all()));
        turns.take(rest);
    }

    /** What is quick because nothing was found is no answer. */
    private static void requireKnown(FilledTable table, JsonNode page) {
        long total = page.path("total").asLong();
        if (total < table.rows() * LEAST_KNOWN || page.path("data").size() < PAGE) {
            throw new HarnessFailure(
                    "%,d readings are known of %,d".formatted(total, table.rows()));
        }
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
