package datastream.collector.usecase.account;

import datastream.collector.domain.Door;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.Source;
import datastream.security.AccountGeneration;
import datastream.security.Permission;
import datastream.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for an account.
 *
 * @param principal whom the token speaks for; null when there is none
 * @param onThisMachine whether the request comes from the machine that the collector runs on
 * @param source where it comes from
 */
public record Caller(@Nullable Principal principal, boolean onThisMachine, Source source) {

    /** The same as the audit log tells it. */
    Actor actor() {
        return new Actor(principal == null ? null : principal.name(), source, Door.HTTP);
    }

    boolean isAdministrator() {
        return principal != null && principal.may(Permission.ADMINISTER);
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
