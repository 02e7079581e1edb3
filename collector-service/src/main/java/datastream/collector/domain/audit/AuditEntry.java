package datastream.collector.domain.audit;

/**
 * An entry of the audit log: one event, or several alike within a minute.
 *
 * @param event the first of them
 * @param times how many they are, at least 1
 * @param firstMicros when the first was written, microseconds since 1970, by the database's clock
 * @param lastMicros the same of the last
 */
public record AuditEntry(
        long id, AuditEvent event, long times, long firstMicros, long lastMicros) {}
