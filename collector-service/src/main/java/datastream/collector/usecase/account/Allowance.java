package datastream.collector.usecase.account;

import java.time.Duration;

/**
 * How often something may be tried.
 *
 * @param atOnce how often at once, at least 1
 * @param each after what time one more try comes back, until there are {@code atOnce} again; above
 *     0
 */
public record Allowance(int atOnce, Duration each) {

    public Allowance {
        if (atOnce < 1 || !each.isPositive()) {
            throw new IllegalArgumentException(atOnce + " at once, one each " + each);
        }
    }

    /** So many times as often. */
    Allowance times(int many) {
        return new Allowance(atOnce * many, each.dividedBy(many));
    }

    /** So many, and as many in that time again. */
    static Allowance of(int atOnce, Duration time) {
        return new Allowance(atOnce, time.dividedBy(atOnce));
    }
}
