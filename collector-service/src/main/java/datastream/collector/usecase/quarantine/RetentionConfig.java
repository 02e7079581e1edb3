package datastream.collector.usecase.quarantine;

import java.time.Duration;

/**
 * How much the quarantine keeps.
 *
 * @param age how long after it last came in an entry is kept, above 0
 * @param most how many entries are kept, at least 1
 */
public record RetentionConfig(Duration age, long most) {

    /** Thirty days, a million entries. */
    public static final RetentionConfig USUAL = new RetentionConfig(Duration.ofDays(30), 1_000_000);

    public RetentionConfig {
        if (!age.isPositive() || most < 1) {
            throw new IllegalArgumentException("retention of " + age + " and " + most);
        }
    }
}
