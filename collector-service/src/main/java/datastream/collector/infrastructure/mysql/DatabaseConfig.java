package datastream.collector.infrastructure.mysql;

import java.time.Duration;

/**
 * Which database, and how many connections to it.
 *
 * @param url {@code jdbc:mysql://host:port/database}, with parameters of the driver such as {@code
 *     ?sslMode=REQUIRED}; those that would weaken a promise are refused or left out
 * @param user account with every privilege on that database
 * @param password its password
 * @param ingestConnections connections for the writers
 * @param queryConnections connections for everything else, so that queries never starve ingest
 * @param startPatience how long to wait at start for a database that does not answer yet
 */
public record DatabaseConfig(
        String url,
        String user,
        String password,
        int ingestConnections,
        int queryConnections,
        Duration startPatience) {

    public DatabaseConfig {
        ServerUrl.check(url);
    }

    /** The usual numbers of connections and a patience of one minute. */
    public DatabaseConfig(String url, String user, String password) {
        this(url, user, password, 3, 8, Duration.ofMinutes(1));
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "DatabaseConfig[" + url.replaceFirst("\\?.*", "") + ", user " + user + "]";
    }
}
