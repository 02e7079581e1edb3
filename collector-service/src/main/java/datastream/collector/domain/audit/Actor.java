package datastream.collector.domain.audit;

import datastream.collector.domain.Door;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, and from where.
 *
 * @param name of an account or service that is known; null for anybody else, whatever name was
 *     given
 * @param source null for many, told together
 * @param door which way it came in
 */
public record Actor(@Nullable String name, @Nullable Source source, Door door) {

    /** Somebody who has not said who he is, or has not proved it. */
    public static Actor unknown(Source source, Door door) {
        return new Actor(null, source, door);
    }

    /** The same from the same place, under a name. */
    public Actor named(@Nullable String other) {
        return new Actor(other, source, door);
    }
}
