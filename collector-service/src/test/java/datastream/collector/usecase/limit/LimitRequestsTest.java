package datastream.collector.usecase.limit;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.audit.Source;
import datastream.collector.fake.InMemoryBuckets;
import datastream.collector.usecase.limit.LimitRequests.Errand;
import datastream.collector.usecase.limit.LimitRequests.Verdict;
import datastream.reading.SensorScope;
import datastream.security.AccountGeneration;
import datastream.security.KeyGrant;
import datastream.security.KeyedDigest;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitRequestsTest {

    private static final Source HOME = Source.of("192.0.2.7");
    private static final RequestLimits FEW =
            new RequestLimits(new RequestLimit(60, 20), new RequestLimit(60, 10));

    private final InMemoryBuckets buckets = new InMemoryBuckets();
    private final LimitRequests limits = limits(FEW);

    private LimitRequests limits(RequestLimits some) {
        KeyedDigest digest =
                new KeyedDigest(new TokenSecret("0123456789abcdef0123456789abcdef"), "test");
        return new LimitRequests(buckets, digest, some, Duration.ofMinutes(1), buckets::micros);
    }

    private static Principal account(int number, long generation, long session) {
        return new Principal("ann", Role.USER, new AccountGeneration(number, generation), session);
    }

    private static Principal key(long number) {
        KeyGrant grant = new KeyGrant(number, Set.of(Permission.READ), SensorScope.UNLIMITED);
        return Principal.ofKey("lab", grant);
    }

    private int passed(@Nullable Principal principal, Source source) {
        int passed = 0;
        for (int i = 0; i < 100; i++) {
            Verdict verdict = limits.count(principal, source, Errand.ANYTHING_ELSE);
            assertThat(verdict).isNotNull();
            passed += verdict.ruling().passed() ? 1 : 0;
        }
        return passed;
    }

    /** Else a forgotten device with a bad key kept everybody at its address from logging in. */
    @Test
    void whoLogsInIsNotCountedWithWhoShowsNothingGood() {
        assertThat(passed(null, HOME)).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            assertThat(limits.count(null, HOME, Errand.LOG_IN).ruling().passed()).isTrue();
        }
        assertThat(limits.count(null, HOME, Errand.LOG_IN).ruling().passed()).isFalse();
    }

    @Test
    void anAccountIsCountedAsOneWhateverItsTokensAndAddresses() {
        assertThat(passed(account(1, 7, 70), HOME)).isEqualTo(20);
        assertThat(passed(account(1, 8, 80), Source.of("192.0.2.8"))).isZero();
        assertThat(passed(account(2, 7, 90), HOME)).isEqualTo(20);
        assertThat(limits.refused(LimitKind.ACCOUNT)).isEqualTo(80 + 100 + 80);
    }

    @Test
    void eachKeyAndEachServiceHasItsOwn() {
        assertThat(passed(key(1), HOME)).isEqualTo(20);
        assertThat(passed(key(2), HOME)).isEqualTo(20);
        assertThat(passed(account(1, 0, 1), HOME)).isEqualTo(20);
        assertThat(passed(new Principal("generators", Role.DEVICE), HOME)).isEqualTo(20);
        assertThat(passed(new Principal("key 1", Role.DEVICE), HOME)).isEqualTo(20);
        assertThat(limits.refused(LimitKind.KEY)).isEqualTo(160);
        assertThat(limits.refused(LimitKind.ADDRESS)).isZero();
    }

    @Test
    void addressesCountForThoseWhoShowNothingAndOfIpv6TheNetworkDoes() {
        assertThat(passed(null, HOME)).isEqualTo(10);
        assertThat(passed(account(1, 0, 1), HOME)).isEqualTo(20);
        assertThat(passed(null, Source.of("2001:db8::1"))).isEqualTo(10);
        assertThat(passed(null, Source.of("2001:db8::ffff:2"))).isZero();
        assertThat(passed(null, Source.of("2001:db8:0:1::1"))).isEqualTo(10);
        assertThat(limits.refused(LimitKind.ADDRESS)).isEqualTo(90 + 90 + 100 + 90);
    }

    /** Else whoever has a site of 65,536 networks had as many allowances. */
    @Test
    void networksOfOneIpv6SiteHaveTenTimesWhatOneHasTogether() {
        int passed = 0;
        for (int i = 0; i < 200; i++) {
            passed += passed(null, Source.of("2001:db8:1:%x::1".formatted(i)));
        }
        assertThat(passed).as("of the site, and of its bucket in memory").isBetween(100, 200);
        assertThat(passed(null, Source.of("2001:db8:2::1"))).as("another").isEqualTo(10);
    }

    /** Each of them would cost a transaction. */
    @Test
    void manyAddressesAtOnceAreCountedWithoutTheDatabase() {
        for (int i = 0; i < 500; i++) {
            limits.count(
                    null,
                    Source.of("10.0.%d.%d".formatted(i / 250, i % 250)),
                    Errand.ANYTHING_ELSE);
        }
        assertThat(buckets.questions()).isEqualTo(50);
        assertThat(limits.countedAlone()).isEqualTo(450);
        assertThat(passed(null, Source.of("10.0.1.249"))).isEqualTo(9);
    }

    @Test
    void moreNamesThanAreKeptInMemoryAreStillKnownToTheDatabase() {
        assertThat(passed(account(1, 0, 1), HOME)).isEqualTo(20);
        for (int i = 2; i < RequestLimiter.MOST_NAMES + 2; i++) {
            limits.count(account(i, 0, 1), HOME, Errand.ANYTHING_ELSE);
        }
        assertThat(passed(account(1, 0, 1), HOME)).isZero();
    }

    @Test
    void withoutALimitNothingIsCounted() {
        LimitRequests open = limits(RequestLimits.NONE);
        assertThat(open.count(null, HOME, Errand.LOG_IN)).isNull();
        assertThat(open.count(key(1), HOME, Errand.ANYTHING_ELSE)).isNull();
        assertThat(buckets.questions()).isZero();
    }
}
