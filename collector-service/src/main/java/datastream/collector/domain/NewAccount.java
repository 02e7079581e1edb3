package datastream.collector.domain;

import datastream.security.Role;

/**
 * An account that is to be made.
 *
 * @param username name that nobody else has
 * @param passwordHash what the password is checked against; never the password
 * @param role what the account may do
 */
public record NewAccount(String username, String passwordHash, Role role) {

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "NewAccount[" + username + ", " + role + "]";
    }
}
