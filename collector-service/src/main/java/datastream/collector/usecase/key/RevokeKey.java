package datastream.collector.usecase.key;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.audit.Actor;
import datastream.security.Principal;

/** Ends API keys. Thread-safe. */
public final class RevokeKey {

    private final KeyDirectory directory;
    private final CurrentKeys current;

    /**
     * @param current hears of it at once; the other collectors' within 5 s
     */
    public RevokeKey(KeyDirectory directory, CurrentKeys current) {
        this.directory = directory;
        this.current = current;
    }

    /**
     * Has a key refused from now on, here when this returns.
     *
     * @param by as for {@link KeyDirectory#revoke}
     * @param actor as for {@link KeyDirectory#revoke}
     * @throws StoreUnavailable when the database cannot answer now; to be asked again then
     */
    public KeyDirectory.Outcome revoke(long id, Principal by, Actor actor) {
        KeyDirectory.Outcome outcome = directory.revoke(id, by, actor);
        current.refresh();
        return outcome;
    }
}
