package datastream.collector.adapter.http;

import datastream.collector.domain.aggregate.AggregateFunction;
import datastream.collector.domain.aggregate.AggregateRow;
import datastream.collector.domain.aggregate.Aggregation;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.domain.aggregate.Group;
import datastream.http.StreamedAnswer;
import datastream.reading.Timestamps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes aggregates as JSON, a row at a time: which members a row has depends on what was asked. No
 * text in it needs an escape. Not thread-safe.
 */
final class AggregateText {

    private static final String NULL = "null";

    private static final int BUFFER = 32 * 1024;

    private final AggregateParameters parameters;
    private final Aggregation asked;
    private final StringBuilder text = new StringBuilder(BUFFER + 1_024);

    AggregateText(AggregateParameters parameters) {
        this.parameters = parameters;
        asked = parameters.asked();
    }

    void write(List<AggregateRow> rows, StreamedAnswer answer) throws IOException {
        head();
        boolean first = true;
        for (AggregateRow row : rows) {
            if (!first) {
                text.append(',');
            }
            first = false;
            row(row);
            if (text.length() > BUFFER) {
                pass(answer);
            }
        }
        text.append("]}");
        pass(answer);
        answer.finish();
    }

    private void pass(StreamedAnswer answer) throws IOException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        answer.write(bytes, bytes.length);
        text.setLength(0);
    }

    private void head() {
        text.append("{\"from\":").append(time(asked.filter().fromMicros()));
        text.append(",\"to\":").append(time(asked.filter().toMicros()));
        String bucket = parameters.bucket();
        text.append(",\"bucket\":").append(bucket == null ? NULL : quoted(bucket));
        text.append(",\"time_zone\":").append(quoted(parameters.timeZone()));
        text.append(",\"functions\":")
                .append(list(asked.functions().stream().map(AggregateFunction::wireName).toList()));
        text.append(",\"group_by\":").append(list(parameters.groupBy()));
        text.append(",\"fill\":").append(quoted(asked.fill().name().toLowerCase(Locale.ROOT)));
        text.append(",\"data\":[");
    }

    /** A bucket of all time begins and ends where the filter does. */
    private void row(AggregateRow row) {
        boolean whole = asked.bucket() instanceof Bucket.Whole;
        text.append("{\"start\":")
                .append(time(whole ? asked.filter().fromMicros() : Long.valueOf(row.start())));
        text.append(",\"end\":")
                .append(time(whole ? asked.filter().toMicros() : Long.valueOf(end(row))));
        group(row.group());
        for (int i = 0; i < asked.functions().size(); i++) {
            AggregateFunction function = asked.functions().get(i);
            text.append(",\"").append(function.wireName()).append("\":");
            number(function, row.value(i));
        }
        text.append('}');
    }

    /** The last bucket of all ends where times do. */
    private static long end(AggregateRow row) {
        return Math.min(row.end(), Timestamps.LATEST_MICROS);
    }

    private void group(Group group) {
        if (asked.grouping().bySensorType()) {
            text.append(",\"sensor_type\":").append(quoted(group.sensorType()));
        }
        if (asked.grouping().byId1()) {
            text.append(",\"id1\":").append(quoted(group.id1()));
        }
        if (asked.grouping().byId2()) {
            text.append(",\"id2\":").append(group.id2());
        }
    }

    /** JSON has no word for NaN. */
    private void number(AggregateFunction function, double value) {
        if (Double.isNaN(value)) {
            text.append(NULL);
        } else if (function == AggregateFunction.COUNT) {
            text.append((long) value);
        } else {
            text.append(value);
        }
    }

    private static String time(@Nullable Long micros) {
        return micros == null ? NULL : quoted(Timestamps.format(micros));
    }

    private static String list(List<String> texts) {
        return texts.stream().map(AggregateText::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
