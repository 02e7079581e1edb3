package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.key.GoodKey;
import datastream.collector.usecase.key.GoodKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The rows of the table api_key that let somebody in. Thread-safe. */
public final class MySqlGoodKeys implements GoodKeys {

    private static final String VERSION = "SELECT version FROM api_key_version WHERE id = 1";

    private static final String GOOD =
            "SELECT id, "
                    + ApiKeyRow.TERMS
                    + ", key_hash FROM api_key WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(6))";

    private static final String USED =
            "UPDATE api_key SET last_used_at = UTC_TIMESTAMP(6) WHERE id IN (<ids>)";

    private final Queries queries;

    public MySqlGoodKeys(Database database) {
        queries = database.accounts();
    }

    @Override
    public long version() {
        return queries.run(MySqlGoodKeys::version);
    }

    private static long version(Handle handle) {
        return handle.createQuery(VERSION).mapTo(Long.class).one();
    }

    /** The version first: what is changed in between is looked for once more, and not missed. */
    @Override
    public All all() {
        return queries.run(handle -> {
            long version = version(handle);
            List<GoodKey> keys = handle.createQuery(GOOD).map((row, _) -> key(row)).list();
            return new All(version, keys);
        });
    }

    private static GoodKey key(ResultSet row) throws SQLException {
        String hash = HexFormat.of().formatHex(row.getBytes(8));
        return GoodKey.of(row.getLong(1), hash, ApiKeyRow.terms(row));
    }

    /** In the order of their rows: all collectors lock them in the same order. */
    @Override
    public void used(Set<Long> keys) {
        String ids = keys.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
        queries.transact(handle -> handle.createUpdate(USED).define("ids", ids).execute());
    }
}
