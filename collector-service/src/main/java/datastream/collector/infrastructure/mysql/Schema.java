package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.StoreUnavailable;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, brought up to date by the first of several collectors that start at once. */
final class Schema {

    private Schema() {}

    /**
     * @param user named when the database refuses
     * @throws StoreUnavailable when the database went away meanwhile
     * @throws IllegalStateException saying in one sentence what is in the way
     */
    static void bringUpToDate(DataSource pool, String user) {
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:datastream/collector/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            if (SqlFailures.isLostConnection(e)) {
                throw new StoreUnavailable("The database went away while its tables were made", e);
            }
            throw new IllegalStateException(
                    "The tables could not be made or brought up to date (%s needs every privilege on the database): %s"
                            .formatted(user, SqlFailures.message(e).strip()),
                    e);
        }
    }
}
