package datastream.collector.usecase.limit;

import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.retention.RetentionRounds;
import datastream.security.AccountGeneration;
import datastream.security.KeyGrant;
import datastream.security.KeyedDigest;
import datastream.security.Principal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many requests are taken from each account, API key and service, and from each address
 * that shows nothing good (of IPv6 from each /64, and ten times as many from each /48); over all
 * collectors on one database. Thread-safe.
 */
public final class LimitRequests implements AutoCloseable {

    /** A database that is slower than this holds nobody up. */
    static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int PORTION = 1_000;

    private static final int CALLERS_AT_ONCE = 2;
    private static final int ADDRESSES_AT_ONCE = 1;

    /** There are as many addresses as somebody likes; beyond this each collector counts alone. */
    private static final int ADDRESSES_PER_SECOND = 50;

    /** Of those that an IPv6 site has, together: so many times what one of them has. */
    private static final int NETWORKS = 10;

    private final Buckets buckets;
    private final RequestLimiter callers;
    private final RequestLimiter addresses;
    private final RequestLimiter sites;
    private final Map<LimitKind, LongAdder> refused =
            Arrays.stream(LimitKind.values())
                    .collect(Collectors.toUnmodifiableMap(kind -> kind, _ -> new LongAdder()));

    private final RetentionRounds rounds =
            new RetentionRounds("request limits", PAUSE, this::forget);

    /** What somebody without good credentials wants. */
    public enum Errand {
        /** New credentials. Whoever shows bad ones takes nothing away from this. */
        LOG_IN,
        ANYTHING_ELSE
    }

    /**
     * What is said of a request.
     *
     * @param kind what it was counted by
     */
    public record Verdict(LimitKind kind, RequestLimit limit, Ruling ruling) {}

    /**
     * @param digest makes names for names
     */
    public LimitRequests(Buckets buckets, KeyedDigest digest, RequestLimits limits) {
        this(buckets, digest, limits, PATIENCE, () -> System.nanoTime() / 1_000);
    }

    LimitRequests(
            Buckets buckets,
            KeyedDigest digest,
            RequestLimits limits,
            Duration patience,
            LongSupplier micros) {
        this.buckets = buckets;
        Asks ofCallers = new Asks(CALLERS_AT_ONCE, 0, micros);
        Asks ofPlaces = new Asks(ADDRESSES_AT_ONCE, ADDRESSES_PER_SECOND, micros);
        RequestLimit address = limits.ofAddress();
        callers =
                new RequestLimiter(
                        limits.ofCaller(), buckets, ofCallers, micros, patience, digest::of);
        addresses = new RequestLimiter(address, buckets, ofPlaces, micros, patience, digest::of);
        sites =
                new RequestLimiter(
                        address.times(NETWORKS), buckets, ofPlaces, micros, patience, digest::of);
    }

    public void start() {
        rounds.start();
    }

    /**
     * Counts a request. May wait for the database, a quarter of a second at most, and half of one
     * where an IPv6 address is counted.
     *
     * @param principal who sends it; null without good credentials, when it is counted by address
     * @return null where there is no limit
     */
    public @Nullable Verdict count(@Nullable Principal principal, Source source, Errand errand) {
        Verdict verdict =
                principal == null
                        ? ofPlace(source, errand)
                        : verdict(kind(principal), callers, name(principal));
        if (verdict != null && !verdict.ruling().passed()) {
            adder(verdict.kind()).increment();
        }
        return verdict;
    }

    /** First of the network: what it has no room for takes nothing away from those beside it. */
    private @Nullable Verdict ofPlace(Source source, Errand errand) {
        String what = errand == Errand.LOG_IN ? "log-in " : "address ";
        Verdict verdict = verdict(LimitKind.ADDRESS, addresses, what + source.network());
        String site = source.site();
        if (verdict == null || !verdict.ruling().passed() || site == null) {
            return verdict;
        }
        Verdict ofSite = verdict(LimitKind.ADDRESS, sites, what + site);
        return ofSite == null || ofSite.ruling().passed() ? verdict : ofSite;
    }

    private static @Nullable Verdict verdict(LimitKind kind, RequestLimiter limiter, String name) {
        RequestLimit limit = limiter.limit();
        return limit.isNone() ? null : new Verdict(kind, limit, limiter.take(name));
    }

    private static LimitKind kind(Principal principal) {
        return principal.isKey() ? LimitKind.KEY : LimitKind.ACCOUNT;
    }

    private static String name(Principal principal) {
        if (principal.authority() instanceof KeyGrant grant) {
            return "key " + grant.key();
        }
        AccountGeneration account = principal.account();
        return account == null ? "service " + principal.name() : "account " + account.account();
    }

    private LongAdder adder(LimitKind kind) {
        return Objects.requireNonNull(refused.get(kind));
    }

    /** How many requests were too many, so far. */
    public long refused(LimitKind kind) {
        return adder(kind).sum();
    }

    /** How many requests were counted without the database, so far. */
    public long countedAlone() {
        return callers.alone() + addresses.alone();
    }

    private void forget() {
        int deleted;
        do {
            deleted = buckets.forget(PORTION);
        } while (deleted == PORTION && !Thread.currentThread().isInterrupted());
    }

    @Override
    public void close() {
        rounds.close();
    }
}
