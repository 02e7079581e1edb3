package datastream.collector.adapter.mqtt;

import datastream.collector.usecase.ingest.IngestLimits;

/**
 * What a broker may send before the first message is acknowledged: so many messages of at most so
 * many bytes each fit into the bytes that the collector accepts without having settled them.
 *
 * @param receiveMaximum most messages that are not acknowledged, 1 to {@value #MOST_MESSAGES}
 */
record MessageLimits(int receiveMaximum) {

    /**
     * The largest message, in bytes, with its topic and properties; a broker drops a larger one.
     */
    static final int MOST_PACKET_BYTES = 128 * 1024;

    private static final int MOST_MESSAGES = 1_000;

    MessageLimits {
        if (receiveMaximum < 1 || receiveMaximum > MOST_MESSAGES) {
            throw new IllegalArgumentException("a receive maximum of " + receiveMaximum);
        }
    }

    static MessageLimits within(IngestLimits limits) {
        return new MessageLimits(Math.clamp(limits.bytes() / MOST_PACKET_BYTES, 1, MOST_MESSAGES));
    }
}
