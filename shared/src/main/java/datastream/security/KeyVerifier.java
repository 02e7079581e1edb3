package datastream.security;

import org.jspecify.annotations.Nullable;

/**
 * Tells what an API key allows, for doors that get it as something else than a header, such as the
 * password of an MQTT client. Asks nothing but memory. Thread-safe.
 */
public interface KeyVerifier {

    /**
     * Whom a key speaks for, with the sensors that it is limited to ({@link Principal#scope}).
     *
     * @param key any text
     * @return null unless it is the text of a key that is good now
     */
    @Nullable Principal principalOf(String key);

    /**
     * Whether the key of somebody who was let in is still good: false once it has expired or has
     * been revoked. Cheap enough to be asked for every message.
     */
    boolean stillHolds(Principal principal);
}
