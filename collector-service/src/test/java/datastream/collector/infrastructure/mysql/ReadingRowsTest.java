package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.fake.Readings;
import datastream.reading.Reading;
import datastream.reading.Timestamps;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadingRowsTest {

    @Test
    void writesOneRowPerReading() throws Exception {
        int[] ids = {1, Integer.MAX_VALUE, 70};
        List<Reading> readings =
                List.of(
                        new Reading(Readings.ROOM_1, 0, -0.0),
                        new Reading(
                                Readings.ROOM_1,
                                Timestamps.LATEST_MICROS,
                                -2.2250738585072014E-308),
                        new Reading(Readings.ROOM_1, Readings.BASE, 21.53));
        assertThat(text(ids, readings))
                .isEqualTo(
                        """
                        1,1970-01-01 00:00:00.000000,-0.0
                        2147483647,9999-12-31 23:59:59.999999,-2.2250738585072014E-308
                        70,2026-11-21 08:00:00.123456,21.53
                        """);
    }

    /** Against java.time, over many buffers, read in portions of any size and byte by byte. */
    @Test
    void writesWhatJavaTimeWouldWriteHoweverItIsRead() throws Exception {
        Random random = new Random(3);
        List<Reading> readings = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        int[] ids = random.ints(3_000, 0, Integer.MAX_VALUE).toArray();
        for (int id : ids) {
            long micros = random.nextLong(Timestamps.LATEST_MICROS + 1);
            readings.add(new Reading(Readings.ROOM_1, micros, random.nextGaussian()));
            String time = Timestamps.format(micros).replace('T', ' ').replace("Z", "");
            expected.append(id).append(',').append(time).append(',');
            expected.append(readings.getLast().value()).append('\n');
        }
        assertThat(text(ids, readings)).isEqualTo(expected.toString());
        ReadingRows rows = new ReadingRows(ids, readings);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] portion = new byte[100];
        for (int count; (count = rows.read(portion, 7, 1 + random.nextInt(90))) >= 0; ) {
            read.write(portion, 7, count);
            int single = rows.read();
            if (single >= 0) {
                read.write(single);
            }
        }
        assertThat(read.toString(StandardCharsets.US_ASCII)).isEqualTo(expected.toString());
    }

    /**
     * Of few and of many decimal places, small and huge, on both sides of what has a short form.
     */
    @Test
    void everyValueIsReadBackAsItWas() throws Exception {
        Random random = new Random(4);
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            double digits = random.nextLong(1L << random.nextInt(1, 63));
            double value =
                    digits / Math.pow(10, random.nextInt(9)) * (random.nextBoolean() ? 1 : -1);
            readings.add(new Reading(Readings.ROOM_1, Readings.BASE, value));
            readings.add(new Reading(Readings.ROOM_1, Readings.BASE, Math.nextUp(value)));
        }
        readings.add(new Reading(Readings.ROOM_1, Readings.BASE, 0.0));
        readings.add(new Reading(Readings.ROOM_1, Readings.BASE, -0.0));
        String[] rows = text(new int[readings.size()], readings).split("\n");
        for (int i = 0; i < rows.length; i++) {
            String value = rows[i].substring(rows[i].lastIndexOf(',') + 1);
            assertThat(Double.parseDouble(value)).isEqualTo(readings.get(i).value());
        }
        assertThat(rows).hasSize(readings.size());
        assertThat(rows[rows.length - 1]).endsWith(",-0.0");
    }

    private static String text(int[] ids, List<Reading> readings) throws Exception {
        return new String(new ReadingRows(ids, readings).readAllBytes(), StandardCharsets.US_ASCII);
    }
}
