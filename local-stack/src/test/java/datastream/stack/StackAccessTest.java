package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.embedded.BrokerAnswer;
import datastream.embedded.BrokerGrant;
import datastream.settings.BrokerAddress;
import java.net.URI;
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

    /** Of one device: readings of co2, in groups that begin with LAB. */
    private record TestKey(AtomicBoolean good, boolean mayIngest, boolean coversAll)
            implements KeyRing.DeviceKey {

        @Override
        public boolean holds() {
            return good.get();
        }

        @Override
        public boolean covers(String sensorType, String id1) {
            return coversAll || (sensorType.equals("co2") && id1.startsWith("LAB"));
        }
    }

    private KeyRing.@Nullable DeviceKey find(String name, String text) {
        return switch (name + ":" + text) {
            case "lab-7:dsk_limited" -> new TestKey(good, true, false);
            case "gateway:dsk_all" -> new TestKey(good, true, true);
            case "chart:dsk_read" -> new TestKey(good, false, true);
            case "collector:dsk_all", "generators:dsk_all" -> new TestKey(good, true, true);
            default -> null;
        };
    }

    @Test
    void nobodyButTheStackItselfIsKnownWithoutTheCollector() {
        assertThat(access.ask("lab-7", "dsk_limited")).isEqualTo(BrokerAnswer.UNAVAILABLE);
        assertThat(grant(access.forCollector(BROKER))).isNotNull();
        access.know(this::find);
        assertThat(access.ask("lab-7", "dsk_limited")).isInstanceOf(BrokerAnswer.Granted.class);
        access.forgetKeys();
        assertThat(access.ask("lab-7", "dsk_limited")).isEqualTo(BrokerAnswer.UNAVAILABLE);
    }

    @Test
    void eachOfTheStacksOwnHasAPasswordThatNobodyElseHas() {
        access.know(this::find);
        String ofCollector = access.forCollector(BROKER).password();
        String ofSensors = access.forSensors(BROKER).password();
        assertThat(ofCollector).hasSizeGreaterThan(40).isNotEqualTo(ofSensors);
        assertThat(new StackAccess().forCollector(BROKER).password()).isNotEqualTo(ofCollector);
        assertThat(access.ask("collector", ofSensors)).isEqualTo(BrokerAnswer.REFUSED);
        assertThat(access.ask("generators", ofCollector)).isEqualTo(BrokerAnswer.REFUSED);
        assertThat(access.ask("collector", "")).isEqualTo(BrokerAnswer.REFUSED);
    }

    /** A key may be called so, and is then of no use here. */
    @ParameterizedTest
    @ValueSource(strings = {"collector", "generators"})
    void noKeyTakesTheirNames(String name) {
        access.know(this::find);
        assertThat(access.ask(name, "dsk_all")).isEqualTo(BrokerAnswer.REFUSED);
    }

    @Test
    void aKeyForReadingOnlyIsOfNoUse() {
        access.know(this::find);
        assertThat(access.ask("chart", "dsk_read")).isEqualTo(BrokerAnswer.REFUSED);
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
        access.know(this::find);
        assertThat(grant("lab-7", "dsk_limited").mayPublish(topic)).isEqualTo(may);
    }

    @Test
    void aKeyWithoutLimitsPublishesForAllAndInBatches() {
        access.know(this::find);
        BrokerGrant all = grant("gateway", "dsk_all");
        assertThat(all.mayPublish("sensors/temperature/HALL/1")).isTrue();
        assertThat(all.mayPublish("sensors/batch")).isTrue();
        assertThat(all.mayPublish("sensors/other")).isFalse();
        assertThat(all.mayPublish("datastream/acknowledgements/lab-7/x")).isFalse();
        assertThat(all.maySubscribe("sensors/#")).isFalse();
    }

    @Test
    void aKeyHearsItsOwnAnswersAlone() {
        access.know(this::find);
        BrokerGrant lab = grant("lab-7", "dsk_limited");
        assertThat(lab.maySubscribe("datastream/acknowledgements/lab-7/#")).isTrue();
        assertThat(lab.mayBeAnsweredOn("datastream/acknowledgements/lab-7/1")).isTrue();
        assertThat(lab.maySubscribe("datastream/acknowledgements/gateway/#")).isFalse();
        assertThat(lab.mayBeAnsweredOn("datastream/acknowledgements/gateway/1")).isFalse();
        assertThat(lab.mayBeAnsweredOn("sensors/co2/HALL/1")).isFalse();
    }

    @Test
    void aGrantEndsWithItsKey() {
        access.know(this::find);
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
