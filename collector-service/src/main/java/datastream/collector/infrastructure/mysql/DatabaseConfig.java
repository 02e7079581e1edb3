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
 * @param insertRows batches of up to so many readings go in by one INSERT, larger ones by LOAD DATA
 * @param startPatience how long to wait at start for a database that does not answer yet
 */
public record DatabaseConfig(
        String url,
        String user,
        String password,
        int ingestConnections,
        int queryConnections,
        int insertRows,
        Duration startPatience) {

    /**
     * An INSERT that commits by itself takes one round trip, a transaction with LOAD DATA five:
     * measured on MariaDB 11.4 and MySQL 9.7, the INSERT is quicker up to some 300 rows.
     */
    public static final int USUAL_INSERT_ROWS = 300;

    /** An INSERT of more might not fit into a packet. */
    public static final int MOST_INSERT_ROWS = 2_000;

    public DatabaseConfig {
        ServerUrl.check(url);
        if (insertRows < 0 || insertRows > MOST_INSERT_ROWS) {
            throw new IllegalArgumentException(
                    "insert rows must be 0 to %d, not %d".formatted(MOST_INSERT_ROWS, insertRows));
        }
    }

    /** The usual numbers of connections and a patience of one minute. */
    public DatabaseConfig(String url, String user, String password) {
        this(url, user, password, USUAL_INSERT_ROWS);
    }

    /** The usual numbers of connections and a patience of one minute. */
    public DatabaseConfig(String url, String user, String password, int insertRows) {
        this(url, user, password, 3, 8, insertRows, Duration.ofMinutes(1));
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "DatabaseConfig[" + url.replaceFirst("\\?.*", "") + ", user " + user + "]";
    }
}
