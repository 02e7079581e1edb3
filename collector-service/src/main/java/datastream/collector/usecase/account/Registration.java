package datastream.collector.usecase.account;

import datastream.security.Role;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an account.
 *
 * @param username {@code [a-z0-9][a-z0-9._-]{1,49}}
 * @param password 8 to 128 characters
 * @param role wanted role; null for the usual one
 * @param setupToken what entitles to make the first account from another machine
 */
public record Registration(
        String username, String password, @Nullable Role role, @Nullable String setupToken) {

    /** Shows neither password nor token. */
    @Override
    public String toString() {
        return "Registration[" + username + ", " + role + "]";
    }
}
