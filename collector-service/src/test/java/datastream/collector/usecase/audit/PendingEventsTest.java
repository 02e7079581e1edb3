package datastream.collector.usecase.audit;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Door;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingEventsTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long START = Long.MAX_VALUE - 5;

    private final PendingEvents pending = new PendingEvents(START);

    @Test
    void whatIsAlikeIsCounted() {
        pending.add(refusal(1, "ann"), START);
        pending.add(refusal(2, "ann"), START);
        pending.add(refusal(1, "ann"), START);
        assertThat(pending.takeAll())
                .containsExactly(
                        new Gathered(refusal(1, "ann"), 2), new Gathered(refusal(2, "ann"), 1));
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void addressesOfOneNetworkAreAlike() {
        pending.add(from(Source.of("2001:db8::1")), START);
        pending.add(from(Source.of("2001:db8::2")), START);
        assertThat(pending.takeAll())
                .containsExactly(new Gathered(from(Source.of("2001:db8::1")), 2));
    }

    @Test
    void ofAStormSomeAreToldOneByOneAndAllAreCounted() {
        int storm = 0;
        for (int second = 0; second < 30; second++) {
            for (int i = 0; i < 5_000; i++) {
                pending.add(refusal(storm++, "ann"), START + second);
            }
            List<Gathered> told = pending.takeAll();
            assertThat(told).hasSizeLessThanOrEqualTo(PendingEvents.MOST_REFUSALS + 1);
            assertThat(told.stream().mapToLong(Gathered::times).sum()).isEqualTo(5_000);
        }
        pending.add(refusal(storm, "ann"), START + 30);
        Gathered crowd = pending.takeAll().getFirst();
        assertThat(crowd.event().kind()).isEqualTo(AuditKind.LOG_IN_REFUSED);
        assertThat(crowd.event().actor().source()).isNull();
        pending.add(refusal(storm, "ann"), START + MINUTE);
        assertThat(pending.takeAll()).containsExactly(new Gathered(refusal(storm, "ann"), 1));
    }

    @Test
    void aStormOfOneKindHidesNoRefusalOfAnother() {
        for (int i = 0; i < 5_000; i++) {
            pending.add(from(Source.of("10.1." + i / 256 % 256 + "." + i % 256)), START);
        }
        pending.add(refusal(1, "ann"), START);
        assertThat(pending.takeAll()).contains(new Gathered(refusal(1, "ann"), 1));
    }

    @Test
    void aStormHidesNoLogIn() {
        for (int i = 0; i < 5_000; i++) {
            pending.add(refusal(i, "ann"), START);
        }
        AuditEvent logIn = new AuditEvent(AuditKind.LOG_IN, at(1, "bob"), "bob", null);
        pending.add(logIn, START);
        assertThat(pending.takeAll()).contains(new Gathered(logIn, 1));
    }

    @Test
    void howeverLongNothingIsTakenMemoryIsBoundedAndNothingLost() {
        int added = 0;
        for (int minute = 0; minute < 100; minute++) {
            for (int i = 0; i < 100; i++) {
                pending.add(refusal(added++, "ann"), START + minute * MINUTE);
                AuditEvent logIn =
                        new AuditEvent(AuditKind.LOG_IN, at(added++, "bob"), "bob", null);
                pending.add(logIn, START + minute * MINUTE);
            }
            pending.putBack(pending.takeAll());
        }
        List<Gathered> all = pending.takeAll();
        assertThat(all).hasSizeLessThanOrEqualTo(PendingEvents.MOST + 2);
        assertThat(all.stream().mapToLong(Gathered::times).sum()).isEqualTo(added);
    }

    private static Actor at(int i, String name) {
        return new Actor(name, Source.of("10.1." + i / 256 % 256 + "." + i % 256), Door.HTTP);
    }

    private static AuditEvent refusal(int i, String name) {
        return new AuditEvent(AuditKind.LOG_IN_REFUSED, at(i, name), name, "wrong password");
    }

    private static AuditEvent from(Source source) {
        return new AuditEvent(
                AuditKind.TOKEN_REFUSED, Actor.unknown(source, Door.GRPC), null, null);
    }
}
