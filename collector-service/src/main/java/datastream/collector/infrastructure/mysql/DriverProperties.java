package datastream.collector.infrastructure.mysql;

import java.time.Duration;
import java.util.Properties;

/** What the driver is told beside the URL. */
final class DriverProperties {

    private static final Duration CONNECT = Duration.ofSeconds(1);

    private DriverProperties() {}

    /**
     * @param silence how long a server may say nothing before the connection counts as lost; zero
     *     for ever
     */
    static Properties usual(Duration silence) {
        Properties properties = new Properties();
        // Sessions run in UTC, whatever the time zones of this JVM and of the server.
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("forceConnectionTimeZoneToSession", "true");
        // A database that hangs is noticed.
        properties.setProperty("connectTimeout", String.valueOf(CONNECT.toMillis()));
        properties.setProperty("socketTimeout", String.valueOf(silence.toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("allowMultiQueries", "false");
        // Else a streamed result begins and ends with a statement that sets a time-out.
        properties.setProperty("netTimeoutForStreamingResults", "0");
        return properties;
    }

    /**
     * Also lets LOAD DATA LOCAL through. A server may answer any statement with a request for any
     * file of the client, so a rogue one must find none: the driver sends a stream that we have set
     * for the statement, and beyond that only files below the given path. The empty path lies above
     * none: the driver refuses every file before it opens one. (The path alone would be narrower,
     * but then the driver takes no stream either.)
     */
    static Properties withStreams(Duration silence) {
        Properties properties = usual(silence);
        // Each LOAD DATA makes a buffer of a packet, of a megabyte if the server allows that.
        properties.setProperty("maxAllowedPacket", String.valueOf(ReadingSql.NEEDED_PACKET_BYTES));
        // Readings and their journal in one round trip; no text of a sender is in these statements.
        properties.setProperty("allowMultiQueries", "true");
        properties.setProperty("allowLoadLocalInfile", "true");
        properties.setProperty("allowLoadLocalInfileInPath", "");
        properties.setProperty("allowUrlInLocalInfile", "false");
        return properties;
    }
}
