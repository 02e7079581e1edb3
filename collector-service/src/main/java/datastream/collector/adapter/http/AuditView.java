package datastream.collector.adapter.http;

import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEntry;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.reading.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log as the API shows it.
 *
 * @param at when the first was written, RFC 3339
 * @param lastAt when the last of {@code times} was
 * @param actor who did it; null for nobody who is known
 * @param account whom it concerns; null likewise
 * @param source address that it came from; null for many at once
 */
record AuditView(
        long id,
        String at,
        String lastAt,
        long times,
        AuditKind kind,
        @Nullable String actor,
        @Nullable String account,
        @Nullable String source,
        String door,
        @Nullable String detail) {

    static AuditView of(AuditEntry entry) {
        AuditEvent event = entry.event();
        Actor actor = event.actor();
        Source source = actor.source();
        return new AuditView(
                entry.id(),
                Timestamps.format(entry.firstMicros()),
                Timestamps.format(entry.lastMicros()),
                entry.times(),
                event.kind(),
                actor.name(),
                event.account(),
                source == null ? null : source.address(),
                actor.door().wireName(),
                event.detail());
    }
}
