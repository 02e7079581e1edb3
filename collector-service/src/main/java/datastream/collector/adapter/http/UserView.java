package datastream.collector.adapter.http;

import datastream.collector.domain.Account;
import datastream.reading.Timestamps;
import datastream.security.Role;

/**
 * An account as administrators see it.
 *
 * @param disabled whether it may do nothing for now
 * @param secondFactor whether a code is asked for beside the password
 * @param createdAt RFC 3339
 */
record UserView(
        String username, Role role, boolean disabled, boolean secondFactor, String createdAt) {

    static UserView of(Account account) {
        return new UserView(
                account.username(),
                account.role(),
                account.disabled(),
                account.secondFactor(),
                Timestamps.format(account.createdMicros()));
    }
}
