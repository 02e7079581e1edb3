package datastream.benchmark.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The program that loads the pipeline. It takes commands on standard input and answers each with
 * one line on standard output, which begins with {@code OK}, or with {@code FAILED} and the reason
 * when anything has gone wrong with the load:
 *
 * <ul>
 *   <li>{@code start kind=… …}, see {@link LoadOrder}
 *   <li>{@code count}: readings acknowledged since the start, and when the last was, in ns
 *   <li>{@code latencies}: since they were last asked for, {@code count p50 p99 p999 most}, in µs
 *   <li>{@code stop}
 * </ul>
 *
 * <p>It ends with its standard input.
 */
public final class LoadMain {

    private static final double[] PERCENTILES = {50, 99, 99.9, 100};

    private final Targets targets;
    private Progress progress = new Progress();
    private @Nullable Load load;

    private LoadMain(Targets targets) {
        this.targets = targets;
    }

    public static void main(String[] arguments) throws IOException {
        // Standard output is for answers; whatever else is said goes to standard error.
        PrintStream answers = System.out;
        System.setOut(System.err);
        LoadMain main = new LoadMain(Targets.of(System.getenv()));
        try (var commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line = commands.readLine();
            while (line != null) {
                answers.println(main.answer(line));
                line = commands.readLine();
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private String answer(String line) {
        try {
            return obey(line);
        } catch (RuntimeException e) {
            e.printStackTrace();
            return "FAILED " + String.valueOf(e).lines().findFirst().orElse("");
        }
    }

    private String obey(String line) {
        String[] words = line.split(" ", 2);
        return switch (words[0]) {
            case "start" -> start(LoadOrder.parse(words[1]));
            case "count" -> "OK " + text(progress.mark());
            case "latencies" -> "OK" + text(running().latencies());
            case "stop" -> stop();
            default -> throw new IllegalArgumentException("What is " + line);
        };
    }

    private String start(LoadOrder order) {
        progress = new Progress();
        Load started = Loads.of(order, targets, progress);
        load = started;
        started.start();
        return "OK";
    }

    private String stop() {
        Load stopping = running();
        progress.end();
        load = null;
        stopping.close();
        progress.mark();
        return "OK";
    }

    private Load running() {
        if (load == null) {
            throw new IllegalStateException("nothing was started");
        }
        return load;
    }

    private static String text(Progress.Mark mark) {
        return mark.acknowledged() + " " + mark.nanos();
    }

    private static String text(Histogram latencies) {
        StringBuilder text = new StringBuilder(" ").append(latencies.getTotalCount());
        for (double percentile : PERCENTILES) {
            text.append(' ').append(latencies.getValueAtPercentile(percentile));
        }
        return text.toString();
    }
}
