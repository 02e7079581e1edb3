package datastream.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a figure should be.
 *
 * @param title for people
 * @param figure its name
 * @param floor what it must reach
 * @param aim what it should reach
 * @param atMost whether less is better
 */
record Target(String title, String figure, double floor, double aim, boolean atMost) {

    private static final String BATCH = "ingest.batch";

    static List<Target> all() {
        return List.of(
                atLeast(
                        "`ingest.batch` / `raw`, rows per CPU second",
                        BATCH + ".of_raw_per_cpu_second",
                        0.70,
                        0.90),
                atLeast(
                        "`ingest.batch` / `raw`, rows per second",
                        BATCH + ".of_raw_per_second",
                        0.60,
                        0.80),
                atLeast(
                        "`ingest.single` / `raw`, rows per second",
                        "ingest.single.of_raw_per_second",
                        0.20,
                        0.50),
                atLeast(
                        "`ingest.batch`, rows per second",
                        BATCH + ".rows_per_second",
                        120_000,
                        200_000),
                atLeast(
                        "`ingest.mqtt` protobuf batches / `ingest.batch`",
                        "ingest.mqtt.batches.of_batch_per_second",
                        0.5,
                        0.8),
                atMost("1,000 streams, 5,000/s: p50 in ms", "streams.grpc.calm.p50_ms", 5, 1.5),
                atMost("1,000 streams, 5,000/s: p99 in ms", "streams.grpc.calm.p99_ms", 20, 5),
                atMost(
                        "1,000 streams, half the ceiling: p50 in ms",
                        "streams.grpc.half.p50_ms",
                        10,
                        3),
                atMost(
                        "1,000 streams, half the ceiling: p99 in ms",
                        "streams.grpc.half.p99_ms",
                        50,
                        15),
                atMost(
                        "1,000 streams: collector's resident MB",
                        "streams.grpc.calm.collector_resident_mb",
                        320,
                        160),
                atLeast(
                        "rows per second, 100,000 sensors / 1,000",
                        "growth.sensors_100000.of_1000_sensors_per_second",
                        0.6,
                        0.9),
                atLeast(
                        "rows per second, 10 M rows in the table / none",
                        "growth.rows_10000000.of_empty_per_second",
                        0.8,
                        0.95),
                answer("page of 100 by sensor and time: p50", "page_by_sensor_and_time", "p50", 2),
                answer("page of 100 by sensor and time: p99", "page_by_sensor_and_time", "p99", 10),
                answer("page of 100 by time: p50", "page_by_time", "p50", 2),
                answer("page of 100 by time: p99", "page_by_time", "p99", 10),
                answer("page at offset 1,000,000: p99", "offset_1000000", "p99", 50),
                answer("`total` of everything: p99", "total", "p99", 20),
                answer(
                        "aggregate of 30 days by hour, 1,000 sensors: p50",
                        "aggregate_by_hour",
                        "p50",
                        100),
                atMost(
                        "slowest batch of ingest beside a change of 100,000, in ms",
                        "edit.patch_large_10000000.ingest_slowest_ms",
                        100,
                        100),
                atLeast(
                        "export of 10 M rows as CSV, rows per second",
                        "export.alone.csv_10000000.rows_per_second",
                        300_000,
                        300_000));
    }

    private static Target atLeast(String title, String figure, double floor, double aim) {
        return new Target(title, figure, floor, aim, false);
    }

    /** With 10 M rows in the table, beside ingest at half of what it could. */
    private static Target answer(String title, String request, String percentile, double most) {
        return atMost(
                title + " in ms, 10 M rows",
                "query.%s_10000000.%s_ms".formatted(request, percentile),
                most,
                most);
    }

    private static Target atMost(String title, String figure, double floor, double aim) {
        return new Target(title, figure, floor, aim, true);
    }

    /** A row of the table; says so when it was not measured. */
    String row(Map<String, Double> figures) {
        Double measured = figures.get(figure);
        return measured == null
                ? line("not measured", "")
                : line(text(measured), verdict(measured));
    }

    private String verdict(double measured) {
        if (reaches(measured, aim)) {
            return "aim reached";
        }
        return reaches(measured, floor) ? "floor reached" : "**short**";
    }

    private boolean reaches(double measured, double wanted) {
        return atMost ? measured <= wanted : measured >= wanted;
    }

    private String line(String measured, String verdict) {
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(title, measured, text(floor), text(aim), verdict);
    }

    private static String text(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
