package datastream.benchmark.measure;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.benchmark.rig.FilledTable;
import datastream.benchmark.rig.RestClient;
import datastream.testbed.HarnessFailure;
import java.time.Duration;

/**
 * How long edits and deletes take while ingest goes on at half of what it could, and how long
 * ingest waits for them.
 */
final class Edit implements Measure {

    private static final String READINGS = "/api/readings";
    private static final String CORRECTION = "{\"add\":0.5}";
    private static final int FEW = 500;
    private static final int MANY_SENSORS = 100;

    @Override
    public String name() {
        return "edit";
    }

    @Override
    public String question() {
        return "How long do edits and deletes take beside ingest, and does it wait for them?";
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        for (long rows : bench.effort().tables()) {
            FilledTable table = bench.rig().fillForQueries(rows);
            bench.besideIngest(rest -> change(bench, table, rest));
        }
    }

    private static void change(Bench bench, FilledTable table, RestClient rest)
            throws InterruptedException {
        Filters filters = new Filters(table);
        String size = "_" + table.rows();
        waitOfIngest(bench, "edit.none" + size);
        RequestTurns turns = new RequestTurns(bench);
        turns.add(
                "edit.patch_%d%s".formatted(FEW, size),
                client ->
                        client.ask(
                                "PATCH",
                                READINGS + "?" + filters.sensor().substring(1) + filters.first(FEW),
                                CORRECTION));
        turns.add(
                "edit.delete_and_undo_%d%s".formatted(FEW, size),
                client ->
                        deleteAndUndo(
                                client,
                                READINGS
                                        + "?"
                                        + filters.sensor().substring(1)
                                        + filters.first(FEW)));
        turns.take(rest);
        waitOfIngest(bench, "edit.small" + size);
        String large = "edit.patch_large" + size;
        if (bench.wants(large)) {
            patchLarge(bench, large, filters, rest);
            waitOfIngest(bench, large);
        }
    }

    private static void deleteAndUndo(RestClient rest, String path) throws InterruptedException {
        JsonNode change = rest.ask("DELETE", path);
        if (change.path("count").asLong() > 0) {
            rest.ask("POST", "/api/changes/%d/undo".formatted(change.path("id").asLong()));
        }
    }

    /** Near a hundred thousand readings in one transaction, looked at first and confirmed. */
    private static void patchLarge(Bench bench, String name, Filters filters, RestClient rest)
            throws InterruptedException {
        StringBuilder path = new StringBuilder(READINGS).append("?sensor_type=temperature");
        for (int sensor = 0; sensor < MANY_SENSORS; sensor++) {
            path.append("&id2=").append(sensor);
        }
        path.append(filters.first(2 * FEW));
        JsonNode seen = rest.ask("PATCH", path + "&dry_run=true", CORRECTION);
        if (seen.path("count").asLong() == 0) {
            throw new HarnessFailure("Nothing matches " + path);
        }
        String confirm = path + "&confirm=" + seen.path("confirm").asText();
        Duration taken =
                RequestTurns.timed(client -> client.ask("PATCH", confirm, CORRECTION), rest);
        bench.figures().put(name + ".readings", seen.path("count").asDouble());
        bench.figures().put(name + ".seconds", taken.toNanos() / 1e9);
        bench.out()
                .printf(
                        "%-36s %,d readings in %.2f s%n",
                        name, seen.path("count").asLong(), taken.toNanos() / 1e9);
    }

    /** The slowest acknowledgement since it was last asked for. */
    private static void waitOfIngest(Bench bench, String name) throws InterruptedException {
        double slowest = bench.rig().latencies().most();
        bench.figures().put(name + ".ingest_slowest_ms", slowest);
        bench.out().printf("%-36s slowest batch of ingest %.1f ms%n", name, slowest);
    }
}
