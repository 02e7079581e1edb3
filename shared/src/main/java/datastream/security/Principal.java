package datastream.security;

import datastream.reading.SensorScope;
import org.jspecify.annotations.Nullable;

/**
 * Whom a valid token or API key speaks for.
 *
 * @param name of an account or service; for a key {@code key} and its name with a space between,
 *     which no account has
 * @param authority what it may do
 * @param account what the token was made for; null for services, which make their own, and keys
 * @param session which log-in it comes from; null when from none
 */
public record Principal(
        String name,
        Authority authority,
        @Nullable AccountGeneration account,
        @Nullable Long session) {

    /** A service. */
    public Principal(String name, Role role) {
        this(name, role, null, null);
    }

    /** An API key. */
    public static Principal ofKey(String name, KeyGrant grant) {
        return new Principal(nameOfKey(name), grant, null, null);
    }

    /** How the key of this name is called where accounts and services are, too. */
    public static String nameOfKey(String name) {
        return "key " + name;
    }

    public boolean may(Permission permission) {
        return authority.may(permission);
    }

    /** The sensors that it is limited to. */
    public SensorScope scope() {
        return authority.scope();
    }

    public boolean isKey() {
        return authority instanceof KeyGrant;
    }

    /** Who that is, at the beginning of a sentence. */
    public String description() {
        return switch (authority) {
            case Role role -> "Role " + role.wireName();
            case KeyGrant _ -> "The " + name;
        };
    }
}
