package datastream.collector.usecase.account;

import datastream.security.SetupToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may make the first account, which is the administrator's: whoever is on the collector's own
 * machine, or can read its log, where the set-up token stands. As soon as there is an account, that
 * is good for nothing. Thread-safe.
 */
public final class FirstAccount {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAccount.class);

    private final Accounts accounts;
    private final SetupToken token;

    public FirstAccount(Accounts accounts, SetupToken token) {
        this.accounts = accounts;
        this.token = token;
    }

    /** Says in the log how to make it, while there is none. */
    public void announce() {
        if (accounts.isEmpty()) {
            LOG.info(
                    "There is no account yet. The first is the administrator's: POST /register from this machine, or from elsewhere with setup_token={}",
                    token.text());
        }
    }

    boolean isStillToBeMade() {
        return accounts.isEmpty();
    }

    /**
     * @param given the set-up token that came along; one that is wrong helps nobody
     */
    boolean mayBeMadeBy(Caller caller, @Nullable String given) {
        return given == null ? caller.onThisMachine() : token.matches(given);
    }
}
