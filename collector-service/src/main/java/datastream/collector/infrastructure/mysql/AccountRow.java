package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Account;
import datastream.reading.Timestamps;
import datastream.security.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;

/** A row of the table users. */
final class AccountRow {

    /** In the order in which {@link #account} reads them. */
    static final String COLUMNS =
            "id, username, password_hash, role, disabled, generation, totp_since IS NOT NULL, created_at";

    private AccountRow() {}

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                Role.fromWireName(row.getString(4)),
                row.getBoolean(5),
                row.getLong(6),
                row.getBoolean(7),
                Timestamps.fromUtc(row.getObject(8, LocalDateTime.class)));
    }
}
