package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.fake.Readings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalEntryTest {

    /** What a visitor was told, added up. */
    private static final class Told implements CountVisitor {

        private final Map<String, Long> counts = new TreeMap<>();

        @Override
        public void ofSensor(int sensorId, long hour, long count) {
            counts.merge("sensor " + sensorId + " hour " + hour, count, Long::sum);
        }

        @Override
        public void ofType(String sensorType, long second, long count) {
            counts.merge("type " + sensorType + " second " + second, count, Long::sum);
        }
    }

    @Test
    void whatIsWrittenIsRead() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            ReadingCounts counts = new ReadingCounts();
            Told expected = new Told();
            for (int i = random.nextInt(20); i >= 0; i--) {
                addRandom(random, counts, expected);
            }
            assertThat(read(JournalEntry.write(counts))).isEqualTo(expected.counts);
        }
    }

    private static void addRandom(Random random, ReadingCounts counts, Told expected) {
        int sensor = 1 + (random.nextInt() >>> 1 + random.nextInt(31)) % Integer.MAX_VALUE;
        long second = random.nextLong(253_402_300_800L) >> random.nextInt(30);
        String type = List.of("a", "temperature", "x_" + "9".repeat(48)).get(random.nextInt(3));
        long count = random.nextBoolean() ? 1 : random.nextLong() >> 10 + random.nextInt(53);
        counts.add(sensor, type, second, count);
        expected.ofSensor(sensor, second / 3_600, count);
        expected.ofType(type, second, count);
    }

    private static Map<String, Long> read(List<byte[]> entries) {
        Told told = new Told();
        entries.forEach(entry -> JournalEntry.read(entry, told));
        return told.counts;
    }

    @Test
    void manyCountsBecomeSeveralEntriesOfBoundedSize() {
        Random random = new Random(7);
        ReadingCounts counts = new ReadingCounts();
        Told expected = new Told();
        for (int i = 0; i < 10_000; i++) {
            int sensor = 1 + random.nextInt(Integer.MAX_VALUE - 1);
            long second = random.nextLong(253_402_300_800L);
            counts.add(sensor, "light", second, 1);
            expected.ofSensor(sensor, second / 3_600, 1);
            expected.ofType("light", second, 1);
        }
        List<byte[]> entries = JournalEntry.write(counts);
        assertThat(entries).hasSize(20_000 / JournalEntry.MOST_COUNTS);
        assertThat(entries).allSatisfy(entry -> assertThat(entry.length).isLessThan(30_000));
        assertThat(read(entries)).isEqualTo(expected.counts);
        assertThat(BatchJournal.inserts(counts))
                .allSatisfy(
                        sql -> assertThat(sql.length()).isLessThan(ReadingSql.NEEDED_PACKET_BYTES));
    }

    @Test
    void aSmallBatchTakesSomeTwentyBytes() {
        int[] ids = {17, 17, 17, 17, 17};
        ReadingCounts counts =
                ReadingCounts.of(
                        ids, Readings.series(Readings.ROOM_1, 5), IntStream.range(0, 5).toArray());
        List<byte[]> entries = JournalEntry.write(counts);
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst().length).isLessThanOrEqualTo(30);
        assertThat(read(entries))
                .isEqualTo(
                        Map.of(
                                "sensor 17 hour 498680",
                                5L,
                                "type temperature second 1795248000",
                                5L));
    }

    @Test
    void noCountsAreNoEntry() {
        assertThat(JournalEntry.write(new ReadingCounts())).isEmpty();
        assertThat(BatchJournal.inserts(new ReadingCounts())).isEmpty();
    }

    @Test
    void anEntryThatIsCutOffIsNotRead() {
        ReadingCounts counts = new ReadingCounts();
        counts.add(300, "light", 1_795_593_600, 1_000);
        counts.add(301, "motion", 1_795_593_600, 1);
        byte[] entry = JournalEntry.write(counts).getFirst();
        Map<String, Long> whole = read(List.of(entry));
        for (int length = 0; length < entry.length; length++) {
            byte[] cut = Arrays.copyOf(entry, length);
            try {
                // Only between two runs it may look like an entry.
                assertThat(read(List.of(cut))).isNotEqualTo(whole);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("middle");
            }
        }
    }

    @Test
    void anEntryOfALaterVersionIsRefused() {
        assertThatThrownBy(() -> read(List.of(new byte[] {2, 1, 1, 0})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("later version");
    }
}
