package datastream.collector.adapter.http;

import datastream.collector.domain.QuarantineEntry;
import datastream.collector.domain.Quarantined;
import datastream.reading.Timestamps;

/**
 * An entry of the quarantine as the API shows it.
 *
 * @param content what was sent, as text
 * @param whole whether {@code content} is all of it
 */
record QuarantineView(
        long id,
        String door,
        String reason,
        String field,
        String message,
        String content,
        boolean whole,
        long times,
        String firstReceivedAt,
        String lastReceivedAt) {

    static QuarantineView of(QuarantineEntry entry) {
        Quarantined latest = entry.latest();
        return new QuarantineView(
                entry.id(),
                latest.door().wireName(),
                latest.reason().wireName(),
                latest.field(),
                latest.message(),
                latest.content(),
                latest.whole(),
                entry.times(),
                Timestamps.format(entry.firstReceivedMicros()),
                Timestamps.format(latest.receivedMicros()));
    }
}
