package datastream.security;

/**
 * Whom a valid token speaks for.
 *
 * @param name account or service name
 * @param role what it may do
 */
public record Principal(String name, Role role) {}
