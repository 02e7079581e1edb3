package datastream.collector.fake;

import datastream.collector.domain.Account;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.audit.Actor;
import datastream.collector.usecase.account.Accounts;
import datastream.security.AccountGeneration;
import datastream.security.Principal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Accounts in a map. Not thread-safe. */
public final class InMemoryAccounts implements Accounts {

    private final Map<String, Account> byName = new LinkedHashMap<>();
    private final Set<Long> endedSessions = new HashSet<>();

    /** Looks empty, though another has just become the first. */
    private boolean pretendEmpty;

    public void pretendEmpty() {
        pretendEmpty = true;
    }

    /** Adds an account, or puts it in the place of the one of that name. */
    public void put(Account account) {
        byName.put(account.username(), account);
    }

    /** From now on nobody goes on by what was made in this session. */
    public void endSession(long session) {
        endedSessions.add(session);
    }

    @Override
    public boolean isEmpty() {
        return pretendEmpty || byName.isEmpty();
    }

    @Override
    public boolean addFounder(NewAccount account, Actor by) {
        return byName.isEmpty() && add(account, by);
    }

    @Override
    public boolean add(NewAccount added, Actor by) {
        Account account =
                new Account(
                        byName.size() + 1,
                        added.username(),
                        added.passwordHash(),
                        added.role(),
                        false,
                        0,
                        false,
                        0);
        return byName.putIfAbsent(added.username(), account) == null;
    }

    @Override
    public Account find(String username) {
        return byName.get(username);
    }

    @Override
    public boolean isCurrent(Principal principal) {
        AccountGeneration asked = principal.account();
        Long session = principal.session();
        return (session == null || !endedSessions.contains(session))
                && (asked == null || isCurrent(asked));
    }

    private boolean isCurrent(AccountGeneration asked) {
        return byName.values().stream()
                .anyMatch(account ->
                        account.id() == asked.account()
                                && account.generation() == asked.generation()
                                && !account.disabled());
    }

    @Override
    public boolean changePassword(Account seen, String passwordHash, Actor by) {
        Account now = byName.get(seen.username());
        if (now == null || !now.passwordHash().equals(seen.passwordHash())) {
            return false;
        }
        put(
                new Account(
                        now.id(),
                        now.username(),
                        passwordHash,
                        now.role(),
                        now.disabled(),
                        now.generation() + 1,
                        now.secondFactor(),
                        now.createdMicros()));
        return true;
    }
}
