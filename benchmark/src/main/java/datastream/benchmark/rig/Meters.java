package datastream.benchmark.rig;

import datastream.testbed.CollectorProcess;
import datastream.testbed.HarnessFailure;
import java.util.Arrays;

/** The collector's meters at a moment, as it tells them to Prometheus. */
record Meters(String text) {

    /**
     * @throws HarnessFailure when it does not answer
     */
    static Meters of(CollectorProcess collector) throws InterruptedException {
        return new Meters(collector.metrics());
    }

    /**
     * The value of a meter, summed over its labels.
     *
     * @throws HarnessFailure when there is no such meter
     */
    double sum(String name) {
        double[] values =
                text.lines()
                        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                        .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".* ", "")))
                        .toArray();
        if (values.length == 0) {
            throw new HarnessFailure("The collector does not tell " + name);
        }
        return Arrays.stream(values).sum();
    }
}
