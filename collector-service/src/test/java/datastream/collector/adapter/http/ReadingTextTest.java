package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.reading.InvalidField;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import datastream.wire.RowBytes;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTextTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private final Random random = new Random(31);

    @Test
    void aLineOfNdjsonIsWhatAnAnswerOfFindHasForTheReading() throws Exception {
        NdjsonText text = new NdjsonText();
        for (int i = 0; i < 20_000; i++) {
            StoredReading reading = reading();
            assertThat(line(text, reading))
                    .isEqualTo(JSON.writeValueAsString(ReadingView.of(reading)) + "\n");
        }
    }

    @Test
    void aLineOfCsvHasTheSameTextsAsAnAnswerOfFind() {
        CsvText text = new CsvText();
        for (int i = 0; i < 20_000; i++) {
            StoredReading reading = reading();
            ReadingView view = ReadingView.of(reading);
            assertThat(line(text, reading))
                    .isEqualTo(
                            "%s,%s,%d,%s,%s,%s\r\n"
                                    .formatted(
                                            view.sensorType(),
                                            view.id1(),
                                            view.id2(),
                                            view.timestamp(),
                                            view.sensorValue(),
                                            view.id()));
        }
    }

    /** The rules of a sensor's names are what makes unquoted, formula-safe cells of them. */
    @ParameterizedTest
    @ValueSource(chars = {'=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', '|', '%', '\''})
    void noCellOfTextCanBeAFormulaOrNeedQuotes(char dangerous) {
        for (String text : new String[] {dangerous + "A", "A" + dangerous, "a" + dangerous}) {
            assertThatExceptionOfType(InvalidField.class)
                    .isThrownBy(() -> new Sensor(text, "A", 1));
            assertThatExceptionOfType(InvalidField.class)
                    .isThrownBy(() -> new Sensor("a", text, 1));
        }
    }

    @Test
    void noCellOfAnIdCanBeAFormula() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(reading().id().toText()).matches("[A-Za-z].*");
        }
    }

    @Test
    void everyRecordOfCsvHasAsManyCells() {
        CsvText text = new CsvText();
        assertThat(cells(text.opening())).isEqualTo(6);
        assertThat(cells(text.closing(3, "ab"))).isEqualTo(6);
        assertThat(text.closing(3, "ab")).isEqualTo("#end,rows=3,sha256=ab,,,\r\n");
    }

    private static int cells(String line) {
        return line.split(",", -1).length;
    }

    private StoredReading reading() {
        String type = "t".repeat(1 + random.nextInt(50));
        String id1 = "R".repeat(1 + random.nextInt(32));
        long micros = random.nextLong(Timestamps.LATEST_MICROS + 1);
        double value = Double.longBitsToDouble(random.nextLong());
        if (!Double.isFinite(value) || random.nextBoolean()) {
            value = random.nextInt(-1_000_000, 1_000_000) / 100.0;
        }
        Sensor sensor = new Sensor(type, id1, random.nextInt(Integer.MAX_VALUE));
        int key = 1 + random.nextInt(Integer.MAX_VALUE - 1);
        return new StoredReading(new ReadingId(key, micros), new Reading(sensor, micros, value));
    }

    private static String line(ReadingText text, StoredReading reading) {
        RowBytes line = new RowBytes(ReadingText.LONGEST_LINE, 'T');
        text.append(line, reading);
        return new String(line.array(), 0, line.length(), StandardCharsets.US_ASCII);
    }
}
