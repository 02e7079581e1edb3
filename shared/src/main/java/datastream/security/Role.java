package datastream.security;

import datastream.reading.SensorScope;
import java.util.Locale;

/** Who somebody is, as far as permissions go. */
public enum Role implements Authority {
    /** Everything. */
    ADMIN,
    /** Everything but accounts and quarantine. */
    USER,
    /**
     * Looks at readings, sensors, changes and generators, a page at a time, and changes nothing.
     */
    VIEWER,
    /** A sensor or generator: hands in readings and sees none. */
    DEVICE;

    /** Whether this role has {@code permission}. */
    @Override
    public boolean may(Permission permission) {
        return switch (this) {
            case ADMIN -> true;
            case USER -> permission != Permission.ADMINISTER;
            case VIEWER -> permission == Permission.READ;
            case DEVICE -> permission == Permission.INGEST;
        };
    }

    @Override
    public SensorScope scope() {
        return SensorScope.UNLIMITED;
    }

    /** The role's name in tokens, in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException when there is no such role
     */
    public static Role fromWireName(String name) {
        for (Role role : values()) {
            if (role.wireName().equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException("There is no role " + name);
    }
}
