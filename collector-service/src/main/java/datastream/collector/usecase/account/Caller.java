package datastream.collector.usecase.account;

import datastream.security.AccountGeneration;
import datastream.security.Permission;
import datastream.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for an account.
 *
 * @param principal whom the token speaks for; null when there is none
 * @param onThisMachine whether the request comes from the machine that the collector runs on
 */
public record Caller(@Nullable Principal principal, boolean onThisMachine) {

    boolean isAdministrator() {
        return principal != null && principal.role().may(Permission.ADMINISTER);
    }

    /** Whether the token's account is as it was; to be asked where a few seconds are too long. */
    boolean isCurrent(Accounts accounts) {
        return principal == null || isCurrent(principal, accounts);
    }

    static boolean isCurrent(Principal principal, Accounts accounts) {
        AccountGeneration account = principal.account();
        return account == null || accounts.isCurrent(account);
    }
}
