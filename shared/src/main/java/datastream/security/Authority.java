package datastream.security;

import datastream.reading.SensorScope;

/** What somebody may do: as who he is, or as what an API key was made for. */
public sealed interface Authority permits Role, KeyGrant {

    boolean may(Permission permission);

    /** The sensors that this is limited to. */
    SensorScope scope();
}
