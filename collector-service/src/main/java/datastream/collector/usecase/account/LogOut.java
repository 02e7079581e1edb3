package datastream.collector.usecase.account;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.audit.Audit;

/** Ends a session, with every token that it has given. Thread-safe. */
public final class LogOut {

    private final Sessions sessions;
    private final CurrentAccounts current;
    private final Audit audit;

    /**
     * @param current hears of it at once; the other collectors' within 5 s
     */
    public LogOut(Sessions sessions, CurrentAccounts current, Audit audit) {
        this.sessions = sessions;
        this.current = current;
        this.audit = audit;
    }

    /**
     * @throws StoreUnavailable when the database cannot answer now; to be asked again then
     */
    public void logOut(long session, Actor by) {
        sessions.end(session);
        audit.note(new AuditEvent(AuditKind.LOG_OUT, by, by.name(), null));
        current.refresh();
    }
}
