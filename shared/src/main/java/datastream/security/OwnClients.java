package datastream.security;

import java.util.List;

/**
 * Names by which brokers know the installation's own clients. A key is known there by its name, so
 * none has one of these.
 */
public final class OwnClients {

    public static final String COLLECTOR = "collector";

    public static final String GENERATORS = "generators";

    /** All of them. */
    public static final List<String> NAMES = List.of(COLLECTOR, GENERATORS);

    private OwnClients() {}
}
