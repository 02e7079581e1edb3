package datastream.collector.fake;

import datastream.collector.domain.Account;
import datastream.collector.domain.RecoveryCode;
import datastream.collector.domain.audit.Actor;
import datastream.collector.usecase.account.SecondFactors;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Second factors in maps, with a clock that goes when it is told. Thread-safe. */
public final class InMemorySecondFactors implements SecondFactors {

    private final InMemoryAccounts accounts;
    private final Map<Integer, String> secrets = new TreeMap<>();
    private final Map<Integer, Long> steps = new TreeMap<>();
    private final Map<Integer, Set<String>> recovery = new TreeMap<>();
    private long second;

    /**
     * @param accounts those that there are
     * @param second of now
     */
    public InMemorySecondFactors(InMemoryAccounts accounts, long second) {
        this.accounts = accounts;
        this.second = second;
    }

    public synchronized void pass(long seconds) {
        second += seconds;
    }

    @Override
    public synchronized KeptSecret find(int account) {
        String sealed = secrets.get(account);
        return sealed == null ? null : new KeptSecret(account, sealed, second);
    }

    @Override
    public synchronized int recoveryCodes(int account) {
        return recovery.getOrDefault(account, Set.of()).size();
    }

    @Override
    public synchronized boolean keep(Account account, String sealed) {
        boolean may = isUnchanged(account) && !account.disabled() && !account.secondFactor();
        if (may) {
            secrets.put(account.id(), sealed);
        }
        return may;
    }

    private boolean isUnchanged(Account seen) {
        return seen.equals(accounts.find(seen.username()));
    }

    @Override
    public synchronized boolean turnOn(
            Account account, String sealed, long step, List<RecoveryCode> codes, Actor by) {
        boolean may =
                isUnchanged(account)
                        && !account.disabled()
                        && !account.secondFactor()
                        && sealed.equals(secrets.get(account.id()));
        if (may) {
            steps.put(account.id(), step);
            recovery.put(
                    account.id(),
                    codes.stream().map(InMemorySecondFactors::hash).collect(Collectors.toSet()));
            change(account, true);
        }
        return may;
    }

    private static String hash(RecoveryCode code) {
        return HexFormat.of().formatHex(code.hash());
    }

    private void change(Account account, boolean on) {
        accounts.put(
                new Account(
                        account.id(),
                        account.username(),
                        account.passwordHash(),
                        account.role(),
                        account.disabled(),
                        account.generation() + 1,
                        on,
                        account.createdMicros()));
    }

    @Override
    public synchronized boolean turnOff(Account account, String how, Actor by) {
        boolean may = isUnchanged(account) && account.secondFactor();
        if (may) {
            secrets.remove(account.id());
            steps.remove(account.id());
            recovery.remove(account.id());
            change(account, false);
        }
        return may;
    }

    @Override
    public synchronized boolean take(int account, long step) {
        Long last = steps.get(account);
        boolean may = last != null && last < step;
        if (may) {
            steps.put(account, step);
        }
        return may;
    }

    @Override
    public synchronized boolean take(Account account, RecoveryCode code, Actor by) {
        Set<String> codes = recovery.get(account.id());
        return codes != null && codes.remove(hash(code));
    }

    @Override
    public synchronized List<KeptSecret> after(int after, int most) {
        return secrets.keySet().stream()
                .filter(account -> account > after)
                .limit(most)
                .map(this::find)
                .toList();
    }

    @Override
    public synchronized void replace(KeptSecret before, String sealed) {
        secrets.replace(before.account(), before.sealed(), sealed);
    }
}
