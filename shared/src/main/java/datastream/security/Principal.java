package datastream.security;

import org.jspecify.annotations.Nullable;

/**
 * Whom a valid token speaks for.
 *
 * @param name account or service name
 * @param role what it may do
 * @param account what the token was made for; null for services, which make their own
 */
public record Principal(String name, Role role, @Nullable AccountGeneration account) {

    /** A service. */
    public Principal(String name, Role role) {
        this(name, role, null);
    }
}
