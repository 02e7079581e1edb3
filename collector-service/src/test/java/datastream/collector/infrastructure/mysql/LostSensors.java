package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.reading.Sensor;

/** What a failover or an older backup does to sensors that the collector knows. */
final class LostSensors {

    private LostSensors() {}

    /** Loses every reading and sensor; the ids now belong to sensors that were heard meanwhile. */
    static void giveTheirIdsToOthers(Database database) {
        database.write(handle -> {
            handle.execute("DELETE FROM reading");
            return handle.execute("UPDATE sensor SET id1 = 'OTHER'");
        });
    }

    /** Exactly one reading is there, and it is this sensor's. */
    static void assertStoredUnderItsOwn(Database database, Sensor sensor) {
        MySqlReadingStore store = new MySqlReadingStore(database);
        ReadingFilter all = ReadingFilter.ALL;
        assertThat(store.find(all, new Page(10, 0, Page.Order.DESC)))
                .extracting(stored -> stored.reading().sensor())
                .containsExactly(sensor);
    }
}
