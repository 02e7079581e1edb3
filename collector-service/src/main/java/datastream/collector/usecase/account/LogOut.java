package datastream.collector.usecase.account;

import datastream.collector.domain.StoreUnavailable;

/** Ends a session, with every token that it has given. Thread-safe. */
public final class LogOut {

    private final Sessions sessions;
    private final CurrentAccounts current;

    /**
     * @param current hears of it at once; the other collectors' within 5 s
     */
    public LogOut(Sessions sessions, CurrentAccounts current) {
        this.sessions = sessions;
        this.current = current;
    }

    /**
     * @throws StoreUnavailable when the database cannot answer now; to be asked again then
     */
    public void logOut(long session) {
        sessions.end(session);
        current.refresh();
    }
}
