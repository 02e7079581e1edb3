package datastream.collector.infrastructure.mysql;

import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** How many rows a connection has looked at until now, as the server counts them. */
final class ReadSteps {

    private ReadSteps() {}

    /** Of tables and of what is put together on the way; asking counts too, for less than 30. */
    static long all(Handle handle) {
        return sum(handle, "Handler\\_read\\_%");
    }

    /** By a key or along an index. */
    static long byIndex(Handle handle) {
        return sum(handle, "Handler\\_read\\_key")
                + sum(handle, "Handler\\_read\\_next")
                + sum(handle, "Handler\\_read\\_prev");
    }

    private static long sum(Handle handle, String counters) {
        return handle.createQuery("SHOW SESSION STATUS LIKE :counters")
                .bind("counters", counters)
                .map((row, _) -> row.getLong(2))
                .collect(Collectors.summingLong(Long::longValue));
    }
}
