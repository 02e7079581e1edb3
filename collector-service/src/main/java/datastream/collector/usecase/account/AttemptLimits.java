package datastream.collector.usecase.account;

import java.time.Duration;

/**
 * How often somebody may fail to log in, and make an account where registration is open. From all
 * networks of an IPv6 site together he may ten times as often as from one of them.
 *
 * @param fromOnePlace failures with one name from one source
 * @param fromAnywhere failures with one name, but for sources from which it has logged in lately
 * @param ofOnePlace failures from one source, with whatever names
 * @param registrations accounts made from one source
 * @param codes codes of an app that are wrong where the password was right, of one account, from
 *     wherever: sources from which it has logged in count too
 */
public record AttemptLimits(
        Allowance fromOnePlace,
        Allowance fromAnywhere,
        Allowance ofOnePlace,
        Allowance registrations,
        Allowance codes) {

    private static final Duration SLOW = Duration.ofMinutes(5);
    private static final int PLACES = 10;
    private static final int REGISTRATIONS = 10;

    /** Ten with a name and a hundred from a source. */
    public static final AttemptLimits USUAL = of(10, 100);

    /**
     * @param perName failures with one name from one source, then one each five minutes; from all
     *     sources together ten times as many, then one each minute; twice as many wrong codes, then
     *     one an hour
     * @param perSource failures from one source at once, and as many in an hour
     */
    public static AttemptLimits of(int perName, int perSource) {
        return new AttemptLimits(
                new Allowance(perName, SLOW),
                new Allowance(perName * PLACES, Duration.ofMinutes(1)),
                Allowance.of(perSource, Duration.ofHours(1)),
                Allowance.of(REGISTRATIONS, Duration.ofHours(1)),
                new Allowance(2 * perName, Duration.ofHours(1)));
    }
}
