package datastream.security;

import org.jspecify.annotations.Nullable;

/**
 * Whom a valid token speaks for.
 *
 * @param name account or service name
 * @param role what it may do
 * @param account what the token was made for; null for services, which make their own
 * @param session which log-in it comes from; null when from none
 */
public record Principal(
        String name, Role role, @Nullable AccountGeneration account, @Nullable Long session) {

    /** A service. */
    public Principal(String name, Role role) {
        this(name, role, null, null);
    }
}
