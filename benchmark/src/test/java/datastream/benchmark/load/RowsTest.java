package datastream.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.Reading;
import datastream.reading.Timestamps;
import datastream.wire.ReadingProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ratio says something only when both sides store the same rows. */
class RowsTest {

    private static final int BATCHES = 7;

    @ParameterizedTest
    @CsvSource({"1, 10", "4, 1000", "16, 5000", "5000, 1000", "1000, 10000"})
    void theBareLoaderAndTheCollectorGetTheSameRows(int sensors, int batch) throws IOException {
        LoadOrder order = new LoadOrder(LoadKind.RAW_MIXED, 3, sensors, batch, 1, 0);
        RawRows raw = new RawRows(order, IntStream.range(0, sensors).toArray());
        BatchSource wire = new BatchSource(order, 0, sensors);

        Set<String> seen = new HashSet<>();
        for (int i = 0; i < BATCHES; i++) {
            List<String> rows = lines(raw);
            List<Reading> readings = ReadingProto.decode(wire.next()).readings();

            assertThat(rows).hasSameSizeAs(readings).hasSize(batch);
            assertThat(rows.stream().map(row -> row.split(",")[0]).toList())
                    .isEqualTo(readings.stream().map(r -> "" + r.sensor().id2()).toList());
            if (i == 0) {
                // Later the bare loader writes the same values again: text of the same lengths.
                assertThat(valuesOf(rows))
                        .isEqualTo(readings.stream().map(r -> "" + r.value()).toList());
            }
            rows.forEach(row -> assertThat(seen.add(key(row))).as(row).isTrue());
        }
    }

    @Test
    void theBareLoaderSendsOneSensorInABatchWhereGeneratorsDo() throws IOException {
        RawRows raw = new RawRows(new LoadOrder(LoadKind.RAW, 0, 3, 50, 1, 0), new int[] {7, 8, 9});

        Set<String> keys = new HashSet<>();
        for (int i = 0; i < BATCHES; i++) {
            String sensor = "" + (7 + i % 3);
            assertThat(lines(raw))
                    .hasSize(50)
                    .allMatch(row -> row.startsWith(sensor + ","))
                    .allMatch(row -> keys.add(key(row)));
        }
    }

    @Test
    void spreadReadingsOfASensorAreMinutesApartThroughout() throws IOException {
        RawRows raw =
                new RawRows(new LoadOrder(LoadKind.RAW_SPREAD, 2, 2, 20, 1, 0), new int[] {7, 8});

        long expected = Rows.timestampMicros(2, 0);
        for (int i = 0; i < BATCHES; i++) {
            List<String> ofOne = lines(raw).stream().filter(row -> row.startsWith("7,")).toList();
            assertThat(ofOne).hasSize(10);
            for (String row : ofOne) {
                assertThat(row.split(",")[1] + "Z").isEqualTo(Timestamps.format(expected));
                expected += Rows.SPREAD_SECONDS * 1_000_000L;
            }
        }
    }

    private static List<String> lines(RawRows raw) throws IOException {
        return new String(raw.next().readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }

    private static List<String> valuesOf(List<String> rows) {
        return rows.stream().map(row -> row.substring(row.lastIndexOf(',') + 1)).toList();
    }

    private static String key(String row) {
        return row.substring(0, row.lastIndexOf(','));
    }
}
