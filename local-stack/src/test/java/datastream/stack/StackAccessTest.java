package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Door;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.embedded.BrokerAnswer;
import datastream.embedded.BrokerGrant;
import datastream.embedded.BrokerRefusal;
import datastream.embedded.BrokerRefusal.Act;
import datastream.embedded.BrokerRefusal.Reason;
import datastream.embedded.SessionBounds;
import datastream.reading.SensorScope;
import datastream.security.KeyGrant;
import datastream.security.KeyVerifier;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.settings.BrokerAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackAccessTest {

    private static final URI BROKER = URI.create("mqtt://127.0.0.1:1883");

    private final StackAccess access = new StackAccess();
    private final AtomicBoolean good = new AtomicBoolean(true);

    private final List<AuditEvent> told = new ArrayList<>();

    /** The keys by what is shown. */
    private final class TestKeys implements KeyVerifier {

        private static final SensorScope CO2_OF_LABS =
                new SensorScope(Set.of("co2"), Set.of("LAB"));

        private static Principal key(String name, Permission may, SensorScope scope) {
            return Principal.ofKey(name, new KeyGrant(1, Set.of(may), scope));
        }

        @Override
        public @Nullable Principal principalOf(String key) {
            return switch (key) {
                case "dsk_limited" -> key("lab-7", Permission.INGEST, CO2_OF_LABS);
                case "dsk_all" -> key("gateway", Permission.INGEST, SensorScope.UNLIMITED);
                case "dsk_read" -> key("chart", Permission.READ, SensorScope.UNLIMITED);
                case "dsk_collector" -> key("collector", Permission.INGEST, SensorScope.UNLIMITED);
                case "dsk_generators" ->
                        key("generators", Permission.INGEST, SensorScope.UNLIMITED);
                default -> null;
            };
        }

        @Override
        public boolean stillHolds(Principal principal) {
            return good.get();
        }
    }

    private void know() {
        access.know(new TestKeys(), told::add);
    }

    @Test
    void nobodyButTheStackItselfIsKnownWithoutTheCollector() {
        assertThat(access.ask("lab-7", "dsk_limited")).isEqualTo(BrokerAnswer.UNAVAILABLE);
        assertThat(grant(access.forCollector(BROKER))).isNotNull();
        know();
        assertThat(access.ask("lab-7", "dsk_limited")).isInstanceOf(BrokerAnswer.Granted.class);
        access.forget();
        assertThat(access.ask("lab-7", "dsk_limited")).isEqualTo(BrokerAnswer.UNAVAILABLE);
    }

    @Test
    void eachOfTheStacksOwnHasAPasswordThatNobodyElseHas() {
        know();
        String ofCollector = access.forCollector(BROKER).password();
        String ofSensors = access.forSensors(BROKER).password();
        assertThat(ofCollector).hasSizeGreaterThan(40).isNotEqualTo(ofSensors);
        assertThat(new StackAccess().forCollector(BROKER).password()).isNotEqualTo(ofCollector);
        assertThat(access.ask("collector", ofSensors)).isEqualTo(BrokerAnswer.REFUSED);
        assertThat(access.ask("generators", ofCollector)).isEqualTo(BrokerAnswer.REFUSED);
        assertThat(access.ask("collector", "")).isEqualTo(BrokerAnswer.REFUSED);
    }

    /** A key of before may be called so, and is of no use here. */
    @ParameterizedTest
    @ValueSource(strings = {"collector", "generators"})
    void noKeyTakesTheirNames(String name) {
        know();
        assertThat(access.ask(name, "dsk_" + name)).isEqualTo(BrokerAnswer.REFUSED);
    }

    @Test
    void aKeyForReadingOnlyIsOfNoUse() {
        know();
        assertThat(access.ask("chart", "dsk_read")).isEqualTo(BrokerAnswer.FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, dsk_limited",
        "Lab-7, dsk_limited",
        "'key lab-7', dsk_limited",
        "lab-7, x"
    })
    void nameAndKeyBelongTogether(String name, String key) {
        know();
        assertThat(access.ask(name, key)).isEqualTo(BrokerAnswer.REFUSED);
    }

    @Test
    void nothingIsKeptForAnybodyButTheCollectorOnceHeIsGone() {
        for (String name : List.of("generators", "lab-7", "nobody", "", "Collector")) {
            assertThat(access.boundsOf(name)).isEqualTo(SessionBounds.WHILE_CONNECTED);
        }
        assertThat(SessionBounds.WHILE_CONNECTED.longest()).isZero();
        assertThat(access.boundsOf("collector").longest()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theAuditLogIsToldWhoWasRefusedAsAtOtherDoors() throws Exception {
        InetAddress here = InetAddress.ofLiteral("192.0.2.7");
        BrokerRefusal stranger = new BrokerRefusal(Reason.CREDENTIALS, Act.CONNECT, null, here);
        access.refused(stranger);
        assertThat(told).as("there is no collector yet").isEmpty();
        know();
        access.refused(stranger);
        access.refused(new BrokerRefusal(Reason.PERMISSION, Act.PUBLISH, "lab-7", here));
        access.refused(new BrokerRefusal(Reason.CREDENTIALS, Act.SUBSCRIBE, "lab-7", null));
        access.refused(new BrokerRefusal(Reason.PERMISSION, Act.PUBLISH, "generators", here));
        Source source = Source.of("192.0.2.7");
        assertThat(told)
                .containsExactly(
                        event(AuditKind.TOKEN_REFUSED, null, source, "CONNECT"),
                        event(AuditKind.ACCESS_REFUSED, "key lab-7", source, "PUBLISH"),
                        event(AuditKind.TOKEN_REFUSED, "key lab-7", Source.UNKNOWN, "SUBSCRIBE"),
                        event(AuditKind.ACCESS_REFUSED, "generators", source, "PUBLISH"));
        access.forget();
        access.refused(stranger);
        assertThat(told).hasSize(4);
    }

    private static AuditEvent event(
            AuditKind kind, @Nullable String name, Source source, String detail) {
        return new AuditEvent(kind, new Actor(name, source, Door.MQTT), null, detail);
    }

    @ParameterizedTest
    @CsvSource({
        "sensors/co2/LAB/1, true",
        "sensors/co2/LABNORTH/1, true",
        "sensors/co2/HALL/1, false",
        "sensors/co2/LA/1, false",
        "sensors/temperature/LAB/1, false",
        "sensors/batch, false",
        "sensors/co2/LAB, false",
        "sensors/co2/LAB/1/2, false",
        "sensors//LAB/1, false",
        "/sensors/co2/LAB/1, false",
        "other/co2/LAB/1, false",
        "datastream/acknowledgements/lab-7/x, false",
    })
    void aKeyPublishesForItsSensorsAlone(String topic, boolean may) {
        know();
        assertThat(grant("lab-7", "dsk_limited").mayPublish(topic)).isEqualTo(may);
    }

    @Test
    void aKeyWithoutLimitsPublishesForAllAndInBatches() {
        know();
        BrokerGrant all = grant("gateway", "dsk_all");
        assertThat(all.mayPublish("sensors/temperature/HALL/1")).isTrue();
        assertThat(all.mayPublish("sensors/batch")).isTrue();
        assertThat(all.mayPublish("sensors/other")).isFalse();
        assertThat(all.mayPublish("datastream/acknowledgements/lab-7/x")).isFalse();
        assertThat(all.maySubscribe("sensors/#")).isFalse();
    }

    @Test
    void aKeyHearsItsOwnAnswersAlone() {
        know();
        BrokerGrant lab = grant("lab-7", "dsk_limited");
        assertThat(lab.maySubscribe("datastream/acknowledgements/lab-7/#")).isTrue();
        assertThat(lab.mayBeAnsweredOn("datastream/acknowledgements/lab-7/1")).isTrue();
        assertThat(lab.maySubscribe("datastream/acknowledgements/gateway/#")).isFalse();
        assertThat(lab.mayBeAnsweredOn("datastream/acknowledgements/gateway/1")).isFalse();
        assertThat(lab.mayBeAnsweredOn("sensors/co2/HALL/1")).isFalse();
    }

    @Test
    void aGrantEndsWithItsKey() {
        know();
        BrokerGrant lab = grant("lab-7", "dsk_limited");
        assertThat(lab.holds()).isTrue();
        good.set(false);
        assertThat(lab.holds()).isFalse();
    }

    @Test
    void theCollectorTakesItsShareAndAnswers() {
        BrokerGrant collector = grant(access.forCollector(BROKER));
        assertThat(collector.maySubscribe("$share/collectors/sensors/#")).isTrue();
        assertThat(collector.maySubscribe("#")).isFalse();
        assertThat(collector.mayPublish("datastream/acknowledgements/lab-7/1")).isTrue();
        assertThat(collector.mayPublish("sensors/co2/LAB/1")).isFalse();
        assertThat(collector.mayBeAnsweredOn("datastream/acknowledgements/lab-7/1")).isFalse();
    }

    private BrokerGrant grant(BrokerAddress address) {
        return grant(String.valueOf(address.user()), String.valueOf(address.password()));
    }

    private BrokerGrant grant(String user, String password) {
        return ((BrokerAnswer.Granted) access.ask(user, password)).grant();
    }
}
