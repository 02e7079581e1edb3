package datastream.stack;

import datastream.collector.domain.Door;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.audit.Audit;
import datastream.embedded.BrokerRefusal;
import datastream.security.OwnClients;
import datastream.security.Principal;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Has the collector write down who was refused at the broker, as it does for its own doors, and
 * with the same bounds. Topics are not told: they may be anything. Thread-safe.
 */
record BrokerAudit(Audit audit) {

    void note(BrokerRefusal refusal) {
        AuditKind kind =
                switch (refusal.reason()) {
                    case CREDENTIALS -> AuditKind.TOKEN_REFUSED;
                    case PERMISSION -> AuditKind.ACCESS_REFUSED;
                };
        Actor actor = new Actor(name(refusal.user()), source(refusal.address()), Door.MQTT);
        audit.note(new AuditEvent(kind, actor, null, refusal.act().name()));
    }

    private static @Nullable String name(@Nullable String user) {
        return user == null || OwnClients.NAMES.contains(user) ? user : Principal.nameOfKey(user);
    }

    private static Source source(@Nullable InetAddress address) {
        return Source.ofPeer(address == null ? null : address.getHostAddress());
    }
}
