package datastream.collector.domain;

import datastream.security.Role;

/**
 * An account: somebody who can log in, unless it is disabled.
 *
 * @param id never given to another account
 * @param username unique name
 * @param passwordHash what the password is checked against; never the password
 * @param role what the account may do
 * @param disabled whether it may do nothing for now
 * @param generation another one after every change that ends the tokens of before
 * @param secondFactor whether a code is asked for beside the password
 * @param createdMicros when it was made, microseconds since 1970, UTC
 */
public record Account(
        int id,
        String username,
        String passwordHash,
        Role role,
        boolean disabled,
        long generation,
        boolean secondFactor,
        long createdMicros) {

    /** One of those of whom at least one must be left. */
    public boolean isActiveAdministrator() {
        return role == Role.ADMIN && !disabled;
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "Account[" + username + ", " + role + (disabled ? ", disabled]" : "]");
    }
}
