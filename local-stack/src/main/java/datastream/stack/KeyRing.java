package datastream.stack;

import org.jspecify.annotations.Nullable;

/** The API keys that are good now, as the broker asks for them. In memory; thread-safe. */
@FunctionalInterface
interface KeyRing {

    /** The key of this name and text; null when there is none. */
    @Nullable DeviceKey find(String name, String text);

    /** One of them. */
    interface DeviceKey {

        /** Whether it is still good. */
        boolean holds();

        /** Whether it may hand in readings at all. */
        boolean mayIngest();

        /** Whether it is good for readings of every sensor. */
        boolean coversAll();

        /** Whether it is good for readings of these sensors. */
        boolean covers(String sensorType, String id1);
    }
}
