package datastream.security;

import datastream.reading.SensorScope;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an API key is for. Immutable.
 *
 * @param key the key's number; no other ever gets it
 * @param permissions one or more of {@link #POSSIBLE}
 * @param scope the sensors that it may hand in or see
 */
public record KeyGrant(long key, Set<Permission> permissions, SensorScope scope)
        implements Authority {

    /** A key that is lost gives nobody more than these. */
    public static final Set<Permission> POSSIBLE = Set.of(Permission.INGEST, Permission.READ);

    /**
     * @throws IllegalArgumentException for none, or another permission
     */
    public KeyGrant {
        if (permissions.isEmpty() || !POSSIBLE.containsAll(permissions)) {
            throw new IllegalArgumentException("No key may " + permissions);
        }
        permissions = Set.copyOf(EnumSet.copyOf(permissions));
    }

    @Override
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
