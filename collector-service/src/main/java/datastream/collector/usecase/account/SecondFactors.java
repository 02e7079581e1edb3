package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.RecoveryCode;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.audit.Actor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the second factors of accounts are kept: a sealed secret each, the last step whose code was
 * taken, and recovery codes. Every method throws {@link StoreUnavailable} when the database cannot
 * answer now. What is done to an account stands in the audit log, from the same transaction.
 * Thread-safe, also across collectors on one database.
 */
public interface SecondFactors {

    /**
     * A secret as it is kept.
     *
     * @param account whose it is
     * @param sealed as {@link TotpSeal} has sealed it
     * @param second of now, by the database's clock, since 1970, UTC
     */
    record KeptSecret(int account, String sealed, long second) {
        /** Never shows the secret. */
        @Override
        public String toString() {
            return "KeptSecret[hidden]";
        }
    }

    /** The secret of an account, confirmed or not; null when there is none. */
    @Nullable KeptSecret find(int account);

    /** How many recovery codes an account has. */
    int recoveryCodes(int account);

    /**
     * Keeps a secret that is not asked for yet, in the place of another such.
     *
     * @param account as it was found
     * @return false when the account has been changed, disabled or deleted since, or has a second
     *     factor
     */
    boolean keep(Account account, String sealed);

    /**
     * From now on codes are asked for; the tokens of before are ended.
     *
     * @param account as it was found
     * @param sealed the secret that was confirmed
     * @param step whose code was shown for that
     * @return false as for {@link #keep}, and when it is another secret by now
     */
    boolean turnOn(
            Account account, String sealed, long step, List<RecoveryCode> recovery, Actor by);

    /**
     * From now on no codes are asked for: secret and recovery codes are deleted, and the tokens of
     * before ended.
     *
     * @param account as it was found
     * @param how more about it, for the audit log
     * @return false when the account has been changed or deleted since, or has no second factor
     */
    boolean turnOff(Account account, String how, Actor by);

    /**
     * Takes the code of a step. Whatever comes at the same moment, and on whichever collectors: the
     * code of a step is taken once, and none of an earlier one after it.
     */
    boolean take(int account, long step);

    /** Takes a recovery code, which is taken once. */
    boolean take(Account account, RecoveryCode code, Actor by);

    /**
     * Some of the secrets that are kept, in the order of their accounts.
     *
     * @param after the account behind which they begin
     * @param most at least 1
     */
    List<KeptSecret> after(int after, int most);

    /** Puts the same secret, sealed anew, in its place; nothing happens when it has gone. */
    void replace(KeptSecret before, String sealed);
}
