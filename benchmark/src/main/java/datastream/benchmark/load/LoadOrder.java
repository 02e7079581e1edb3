package datastream.benchmark.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a load is to do. It travels as one line of text: {@code kind=raw sensors=16 ...}.
 *
 * @param kind which way
 * @param run number of this run, from 0: no two runs make the same reading
 * @param sensors how many different ones
 * @param batch readings in a batch, where the load decides that
 * @param senders streams, clients or connections at once
 * @param rate readings a second of all together, 0 for as many as come through
 */
public record LoadOrder(LoadKind kind, int run, int sensors, int batch, int senders, double rate) {

    /**
     * @throws IllegalArgumentException when the sensors cannot be divided evenly
     */
    public LoadOrder {
        if (senders < 1 || batch < 1 || sensors < 1 || sensors % senders != 0) {
            throw new IllegalArgumentException(
                    "%d sensors cannot be divided among %d senders".formatted(sensors, senders));
        }
    }

    /** When every sensor of this run measures for the first time. */
    public Instant from() {
        return Instant.EPOCH.plus(Rows.timestampMicros(run, 0), ChronoUnit.MICROS);
    }

    /** As one line, for {@link #parse}. */
    public String line() {
        return "kind=%s run=%d sensors=%d batch=%d senders=%d rate=%s"
                .formatted(
                        kind.name().toLowerCase(Locale.ROOT), run, sensors, batch, senders, rate);
    }

    /**
     * @throws IllegalArgumentException when a word is missing or wrong
     */
    public static LoadOrder parse(String line) {
        Map<String, String> words =
                Arrays.stream(line.strip().split(" "))
                        .map(word -> word.split("=", 2))
                        .collect(Collectors.toMap(word -> word[0], word -> word[1]));
        return new LoadOrder(
                LoadKind.valueOf(word(words, "kind").toUpperCase(Locale.ROOT)),
                Integer.parseInt(word(words, "run")),
                Integer.parseInt(word(words, "sensors")),
                Integer.parseInt(word(words, "batch")),
                Integer.parseInt(word(words, "senders")),
                Double.parseDouble(word(words, "rate")));
    }

    private static String word(Map<String, String> words, String name) {
        String word = words.get(name);
        if (word == null) {
            throw new IllegalArgumentException("no " + name + " in " + words);
        }
        return word;
    }
}
