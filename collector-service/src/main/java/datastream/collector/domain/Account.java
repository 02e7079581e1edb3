package datastream.collector.domain;

import datastream.security.Role;

/**
 * Somebody who can log in.
 *
 * @param username unique name
 * @param passwordHash what the password is checked against; never the password
 * @param role what the account may do
 */
public record Account(String username, String passwordHash, Role role) {

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "Account[" + username + ", " + role + "]";
    }
}
