package datastream.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.pubrec.Mqtt5PubRecReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import datastream.embedded.BrokerRefusal.Act;
import datastream.embedded.BrokerRefusal.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who gets into the broker, and what he can do there to others. */
@Timeout(60)
final class BrokerAccessIT {

    private static final String SHARE = "$share/collectors/sensors/#";
    private static final Path FOLDER = Path.of("target", "guarded-" + UUID.randomUUID());

    /** The machine may have other things to do. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static TestAccess access;
    private static EmbeddedBroker broker;

    private final List<Mqtt5BlockingClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() {
        access = new TestAccess();
        broker = new EmbeddedBroker(EmbeddedBrokerConfig.in(FOLDER, access));
        broker.start();
    }

    @BeforeEach
    void everybodyIsGood() {
        access.reset();
    }

    @AfterEach
    void everybodyGoesAndIsForgotten() {
        clients.stream()
                .filter(client -> client.getState().isConnected())
                .forEach(Mqtt5BlockingClient::disconnect);
        await().atMost(SOON).untilAsserted(() -> assertThat(broker.clients()).isZero());
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
        WholeFolder.delete(FOLDER);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "-, -",
                "lab, -",
                "-, bal",
                "lab, ball",
                "lab, lab",
                "lab, LAB",
                "hall, bal",
                "attic, citta",
                "Lab, bal",
                "datastream-guard, x",
            },
            nullValues = "-")
    void whoIsNotKnownStaysOut(String user, String password) {
        assertThat(refusal(user, password))
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
        assertThat(broker.clients()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "+", "#", "lab/x", "l b"})
    void aNameThatWouldBeOfMeaningInATopicStaysOut(String user) {
        assertThat(refusal(user, TestAccess.passwordOf(user)))
                .isEqualTo(Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID);
    }

    @Test
    void namesThatAreTooLongStayOut() {
        assertThat(refusal("x".repeat(65), "x"))
                .isEqualTo(Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID);
        assertThat(refusal("x".repeat(64), "x"))
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
        assertThat(refusal(client("lab", "y".repeat(257))))
                .isEqualTo(Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID);
    }

    @Test
    void mqtt3IsAskedAsWell() {
        assertThat(refusalOverMqtt3(null, null))
                .isEqualTo(Mqtt3ConnAckReturnCode.BAD_USER_NAME_OR_PASSWORD);
        assertThat(refusalOverMqtt3("lab", "wrong"))
                .isEqualTo(Mqtt3ConnAckReturnCode.BAD_USER_NAME_OR_PASSWORD);
        Mqtt3BlockingClient lab = mqtt3("lab", "bal");
        lab.connect();
        lab.disconnect();
    }

    /** A method that the broker does not know is no way round the question. */
    @ParameterizedTest
    @ValueSource(strings = {"lab", "collector"})
    void anotherMethodOfAuthenticationIsOfNoHelp(String user) {
        Mqtt5BlockingClient other =
                Mqtt5Client.builder()
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .simpleAuth()
                        .username(user)
                        .applySimpleAuth()
                        .enhancedAuth(OtherMethod.make())
                        .buildBlocking();
        assertThat(refusal(other)).isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }

    @Test
    void whoCannotBeToldApartYetMayTryAgain() {
        access.goAway();
        assertThat(refusal("lab", "bal")).isEqualTo(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
    }

    @Test
    void whatIsPermittedReachesTheCollector() throws Exception {
        try (Mqtt5Publishes taken = collector("collector-1")) {
            Mqtt5BlockingClient lab = connected("lab");
            publish(lab, "sensors/lab/1", MqttQos.AT_MOST_ONCE);
            publish(lab, "sensors/lab/2", MqttQos.AT_LEAST_ONCE);
            publish(lab, "sensors/lab/3", MqttQos.EXACTLY_ONCE);
            assertThat(List.of(next(taken), next(taken), next(taken)))
                    .containsExactlyInAnyOrder("sensors/lab/1", "sensors/lab/2", "sensors/lab/3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sensors/hall/1",
                "sensors/lab",
                "sensors/labx/1",
                "Sensors/lab/1",
                "/sensors/lab/1",
                "answers/lab/1",
                "answers/hall/1",
            })
    void aMessageToAnotherTopicCostsThatMessage(String topic) throws Exception {
        try (Mqtt5Publishes taken = collector("collector-1")) {
            Mqtt5BlockingClient lab = connected("lab");
            assertNotAuthorized(lab, message(topic).build());
            assertThat(
                            catchThrowableOfType(
                                            Mqtt5PubRecException.class,
                                            () -> publish(lab, topic, MqttQos.EXACTLY_ONCE))
                                    .getMqttMessage()
                                    .getReasonCode())
                    .isEqualTo(Mqtt5PubRecReasonCode.NOT_AUTHORIZED);
            publish(lab, "sensors/lab/9", MqttQos.AT_LEAST_ONCE);
            assertThat(next(taken)).isEqualTo("sensors/lab/9");
        }
    }

    @Test
    void withoutAnAcknowledgementItIsDropped() throws Exception {
        try (Mqtt5Publishes taken = collector("collector-1")) {
            Mqtt5BlockingClient lab = connected("lab");
            publish(lab, "sensors/hall/1", MqttQos.AT_MOST_ONCE);
            publish(lab, "sensors/lab/1", MqttQos.AT_MOST_ONCE);
            assertThat(next(taken)).isEqualTo("sensors/lab/1");
        }
    }

    /** It has no word for a refusal. */
    @Test
    void mqtt3IsCutOffInstead() throws Exception {
        try (Mqtt5Publishes taken = collector("collector-1")) {
            Mqtt3BlockingClient old = mqtt3("lab", "bal");
            old.connect();
            assertThatThrownBy(() ->
                            old.publishWith()
                                    .topic("sensors/hall/1")
                                    .qos(MqttQos.AT_LEAST_ONCE)
                                    .send())
                    .isNotNull();
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(old.getState()).isEqualTo(MqttClientState.DISCONNECTED));
            publish(connected("lab"), "sensors/lab/1", MqttQos.AT_LEAST_ONCE);
            assertThat(next(taken)).isEqualTo("sensors/lab/1");
        }
    }

    @Test
    void nobodyHasThePublisherWithMoreRightsAnswerSomebodyElse() {
        Mqtt5BlockingClient lab = connected("lab");
        assertNotAuthorized(lab, message("sensors/lab/1").responseTopic("answers/hall/1").build());
        assertNotAuthorized(lab, message("sensors/lab/1").responseTopic("sensors/hall/1").build());
        lab.publish(message("sensors/lab/1").responseTopic("answers/lab/1").build());
    }

    @Test
    void looksOftenEnough() {
        assertThat(BrokerGuard.LOOK).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void nothingIsRetained() {
        assertNotAuthorized(connected("lab"), message("sensors/lab/1").retain(true).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#",
                "+/#",
                "sensors/#",
                "sensors/lab/#",
                "sensors/hall/1",
                SHARE,
                "$share/mine/sensors/#",
                "$share/collectors/#",
                "$share/mine/answers/lab/#",
                "$SYS/#",
                "$SYS/broker/clients/connected",
                "answers/#",
                "answers/+/1",
                "answers/hall/#",
                "answers/hall/1",
            })
    void nobodyListensToOthers(String filter) {
        Mqtt5BlockingClient lab = connected("lab");
        Mqtt5SubAckException refused =
                catchThrowableOfType(
                        Mqtt5SubAckException.class,
                        () -> lab.subscribeWith().topicFilter(filter).send());
        assertThat(refused.getMqttMessage().getReasonCodes())
                .containsExactly(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
        lab.subscribeWith().topicFilter("answers/lab/#").send();
    }

    @Test
    void whoTriesForTheCollectorsShareTakesNothingFromIt() throws Exception {
        try (Mqtt5Publishes taken = collector("collector-1")) {
            Mqtt5BlockingClient thief = connected("hall");
            try (Mqtt5Publishes stolen = thief.publishes(MqttGlobalPublishFilter.ALL)) {
                assertThatThrownBy(() -> thief.subscribeWith().topicFilter(SHARE).send())
                        .isInstanceOf(Mqtt5SubAckException.class);
                Mqtt5BlockingClient lab = connected("lab");
                for (int i = 0; i < 20; i++) {
                    publish(lab, "sensors/lab/" + i, MqttQos.AT_LEAST_ONCE);
                }
                for (int i = 0; i < 20; i++) {
                    assertThat(next(taken)).isEqualTo("sensors/lab/" + i);
                }
                assertThat(stolen.receiveNow()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensors/hall/1", "sensors/lab/1", "answers/hall/1"})
    void nobodyLeavesAWill(String topic) {
        Mqtt5BlockingClient lab = client("lab", "with-will");
        Mqtt5Connect connect =
                Mqtt5Connect.builder().willPublish(message(topic).asWill().build()).build();
        assertThat(
                        catchThrowableOfType(
                                        Mqtt5ConnAckException.class, () -> lab.connect(connect))
                                .getMqttMessage()
                                .getReasonCode())
                .isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED);
        assertThat(broker.clients()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector-1", "collector/collector-1", "../collector/collector-1"})
    void nobodyTakesTheCollectorsPlaceByItsName(String name) throws Exception {
        try (Mqtt5Publishes taken = collector("collector-1")) {
            Mqtt5BlockingClient lab = client("lab", name);
            assertThat(connect(lab).isSessionPresent()).isFalse();
            publish(lab, "sensors/lab/1", MqttQos.AT_LEAST_ONCE);
            assertThat(next(taken)).isEqualTo("sensors/lab/1");
        }
    }

    @Test
    void nobodyComesIntoTheCollectorsSession() throws Exception {
        Mqtt5BlockingClient collector = client(TestAccess.COLLECTOR, "collector-2");
        connect(collector);
        collector.subscribeWith().topicFilter(SHARE).qos(MqttQos.AT_LEAST_ONCE).send();
        collector.disconnect();
        publish(connected("hall"), "sensors/hall/7", MqttQos.AT_LEAST_ONCE);

        Mqtt5BlockingClient lab = client("lab", "collector-2");
        assertThat(connect(lab).isSessionPresent()).isFalse();

        Mqtt5BlockingClient again = client(TestAccess.COLLECTOR, "collector-2");
        try (Mqtt5Publishes kept = again.publishes(MqttGlobalPublishFilter.ALL)) {
            assertThat(connect(again).isSessionPresent()).isTrue();
            assertThat(next(kept)).isEqualTo("sensors/hall/7");
        }
        again.disconnect();
        again.connectWith().cleanStart(true).send();
    }

    @Test
    void anIdleClientIsCutOffWhenItsGrantEnds() {
        Mqtt5BlockingClient lab = connected("lab");
        Mqtt5BlockingClient hall = connected("hall");
        access.revoke("lab");
        awaitEnd(lab);
        assertThat(refusal("lab", "bal"))
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
        publish(hall, "sensors/hall/1", MqttQos.AT_LEAST_ONCE);
    }

    @Test
    void afterItsGrantHasEndedAClientHandsNothingIn() throws Exception {
        try (Mqtt5Publishes taken = collector("collector-1")) {
            Mqtt5BlockingClient lab = connected("lab");
            access.revoke("lab");
            assertThatThrownBy(() -> publish(lab, "sensors/lab/1", MqttQos.AT_LEAST_ONCE))
                    .isNotNull();
            awaitEnd(lab);
            publish(connected("hall"), "sensors/hall/1", MqttQos.AT_LEAST_ONCE);
            assertThat(next(taken)).isEqualTo("sensors/hall/1");
        }
    }

    @Test
    void whoHasGoneIsForgotten() {
        for (int i = 0; i < 10; i++) {
            Mqtt5BlockingClient lab = connected("lab");
            Mqtt5BlockingClient taken = client("lab", "same");
            connect(taken);
            connect(client("lab", "same"));
            awaitEnd(taken);
            lab.disconnect();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(broker.clients()).isEqualTo(1));
    }

    @Test
    void whoMayDoNothingHereStaysOutThoughHeIsKnown() {
        assertThat(refusal("reader", "redaer")).isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED);
        assertThat(refusal("reader", "reader"))
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
        assertThat(access.refusals())
                .extracting(BrokerRefusal::reason, BrokerRefusal::act, BrokerRefusal::user)
                .containsExactly(
                        tuple(Reason.PERMISSION, Act.CONNECT, "reader"),
                        tuple(Reason.CREDENTIALS, Act.CONNECT, null));
    }

    @Test
    void tellsOfEachRefusalOfSomebodyWhoShowsSomething() {
        refusal(null, null);
        refusal("lab", null);
        access.goAway();
        refusal("lab", "bal");
        access.reset();
        assertThat(access.refusals()).isEmpty();
        Mqtt5BlockingClient lab = connected("lab");
        publish(lab, "sensors/lab/1", MqttQos.AT_LEAST_ONCE);
        lab.subscribeWith().topicFilter("answers/lab/#").send();
        assertThat(access.refusals()).isEmpty();
        assertNotAuthorized(lab, message("sensors/hall/1").build());
        assertNotAuthorized(lab, message("sensors/lab/1").retain(true).build());
        assertThatThrownBy(() -> lab.subscribeWith().topicFilter("#").send())
                .isInstanceOf(Mqtt5SubAckException.class);
        access.revoke("lab");
        assertThatThrownBy(() -> publish(lab, "sensors/lab/1", MqttQos.AT_LEAST_ONCE)).isNotNull();
        assertThat(access.refusals())
                .extracting(BrokerRefusal::reason, BrokerRefusal::act, BrokerRefusal::user)
                .startsWith(
                        tuple(Reason.PERMISSION, Act.PUBLISH, "lab"),
                        tuple(Reason.PERMISSION, Act.PUBLISH, "lab"),
                        tuple(Reason.PERMISSION, Act.SUBSCRIBE, "lab"));
        assertThat(access.refusals())
                .extracting(BrokerRefusal::address)
                .allMatch(address -> address.isLoopbackAddress());
    }

    @Test
    void theCollectorsSessionStaysForAnHourAtMost() {
        for (long asked : new long[] {60, 3_600, 36_000}) {
            Mqtt5BlockingClient collector = client(TestAccess.COLLECTOR, "asks-" + asked);
            Mqtt5ConnAck told =
                    collector.connectWith().cleanStart(false).sessionExpiryInterval(asked).send();
            assertThat(told.getSessionExpiryInterval().orElse(asked))
                    .isEqualTo(Math.min(asked, 3_600));
            collector.disconnect();
            assertThat(
                            collector
                                    .connectWith()
                                    .cleanStart(false)
                                    .sessionExpiryInterval(0)
                                    .send()
                                    .isSessionPresent())
                    .isTrue();
        }
    }

    @Test
    void aDevicesSessionEndsWithItsConnectionWhateverItAsksFor() {
        Mqtt5BlockingClient lab = client("lab", "stays");
        connect(lab);
        lab.subscribeWith().topicFilter("answers/lab/#").qos(MqttQos.AT_LEAST_ONCE).send();
        lab.disconnect();
        Mqtt5BlockingClient collector = connected(TestAccess.COLLECTOR);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(isAwaited(collector, "answers/lab/1")).isFalse());
        assertThat(connect(lab).isSessionPresent()).isFalse();
        assertThat(isAwaited(collector, "answers/lab/1")).isFalse();
    }

    @Test
    void aDevicesSessionOverMqtt3EndsWithItsConnectionToo() {
        Mqtt3BlockingClient old =
                Mqtt3Client.builder()
                        .identifier("stays")
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .simpleAuth()
                        .username("lab")
                        .password("bal".getBytes(UTF_8))
                        .applySimpleAuth()
                        .buildBlocking();
        old.connectWith().cleanSession(false).send();
        old.subscribeWith().topicFilter("answers/lab/#").qos(MqttQos.AT_LEAST_ONCE).send();
        old.disconnect();
        Mqtt5BlockingClient collector = connected(TestAccess.COLLECTOR);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(isAwaited(collector, "answers/lab/1")).isFalse());
    }

    @Test
    void whoGoesCannotHaveHisSessionStayAsALastWish() {
        Mqtt5BlockingClient collector = client(TestAccess.COLLECTOR, "wishes");
        connect(collector);
        collector.subscribeWith().topicFilter(SHARE).qos(MqttQos.AT_LEAST_ONCE).send();
        Mqtt5BlockingClient lab = client("lab", "wishes");
        connect(lab);
        lab.subscribeWith().topicFilter("answers/lab/#").qos(MqttQos.AT_LEAST_ONCE).send();
        lab.disconnectWith().sessionExpiryInterval(600).send();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(isAwaited(collector, "answers/lab/1")).isFalse());
        collector.disconnectWith().sessionExpiryInterval(0).send();
    }

    /** Whether the broker knows anybody who waits for it. */
    private static boolean isAwaited(Mqtt5BlockingClient publisher, String topic) {
        Mqtt5PublishResult result = publisher.publish(message(topic).build());
        return ((Mqtt5PublishResult.Mqtt5Qos1Result) result).getPubAck().getReasonCode()
                != Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
    }

    @Test
    void whoDoesNotTakeHisAnswersHasFewOfThemKept() throws Exception {
        Mqtt5BlockingClient slow = client("lab", "slow");
        try (Mqtt5Publishes taken = slow.publishes(MqttGlobalPublishFilter.ALL, true)) {
            slow.connectWith().restrictions().receiveMaximum(1).applyRestrictions().send();
            slow.subscribeWith().topicFilter("answers/lab/#").qos(MqttQos.AT_LEAST_ONCE).send();
            Mqtt5BlockingClient collector = connected(TestAccess.COLLECTOR);
            for (int i = 0; i < 10 * TestAccess.MOST_MESSAGES; i++) {
                collector.publish(message("answers/lab/" + i).build());
            }
            int kept = 0;
            Optional<Mqtt5Publish> next = taken.receive(10, TimeUnit.SECONDS);
            while (next.isPresent()) {
                kept++;
                next.get().acknowledge();
                next = taken.receive(2, TimeUnit.SECONDS);
            }
            // One may be on its way beside those that wait.
            assertThat(kept).isBetween(TestAccess.MOST_MESSAGES, TestAccess.MOST_MESSAGES + 1);
        }
    }

    @Test
    void aUserHasFiveHundredConnectionsAndLeavesRoomForOthers() {
        for (int i = 0; i < BrokerClients.MOST_OF_A_USER; i++) {
            connected("lab");
        }
        assertThat(broker.clients()).isEqualTo(500);
        assertThat(refusal(client("lab", "one too many")))
                .isEqualTo(Mqtt5ConnAckReasonCode.QUOTA_EXCEEDED);
        connected("hall");
        clients.getFirst().disconnect();
        await().atMost(SOON).untilAsserted(() -> assertThat(broker.clients()).isEqualTo(500));
        connected("lab");
        assertThat(broker.clients()).isEqualTo(501);
    }

    @Test
    void asksAgainAfterARestart() {
        Mqtt5BlockingClient before = connected("lab");
        broker.close();
        awaitEnd(before);
        broker.start();
        assertThat(refusal("lab", "wrong"))
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
        connected("lab");
    }

    @Test
    void noPasswordIsLogged() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger hivemq = (Logger) LoggerFactory.getLogger("com.hivemq");
        Level before = hivemq.getLevel();
        hivemq.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
        try {
            refusal("lab", "hush-hush-wrong");
            refusalOverMqtt3("lab", "hush-hush-wrong");
            connected("lab").disconnect();
        } finally {
            root.detachAppender(log);
            hivemq.setLevel(before);
        }
        assertThat(log.list)
                .isNotEmpty()
                .noneMatch(event -> event.getFormattedMessage().contains("hush-hush"));
    }

    private Mqtt5Publishes collector(String name) {
        Mqtt5BlockingClient collector = client(TestAccess.COLLECTOR, name);
        Mqtt5Publishes taken = collector.publishes(MqttGlobalPublishFilter.ALL);
        collector.connectWith().cleanStart(true).send();
        collector.subscribeWith().topicFilter(SHARE).qos(MqttQos.EXACTLY_ONCE).send();
        return taken;
    }

    private static String next(Mqtt5Publishes taken) throws InterruptedException {
        return taken.receive(10, TimeUnit.SECONDS).orElseThrow().getTopic().toString();
    }

    private Mqtt5BlockingClient connected(String user) {
        Mqtt5BlockingClient client = client(user, user + "-" + UUID.randomUUID());
        client.connect();
        return client;
    }

    private static Mqtt5ConnAck connect(Mqtt5BlockingClient client) {
        return client.connectWith().cleanStart(false).sessionExpiryInterval(3_600).send();
    }

    private Mqtt5BlockingClient client(String user, String name) {
        Mqtt5BlockingClient client = build(user, name);
        clients.add(client);
        return client;
    }

    private static Mqtt5BlockingClient build(String user, String name) {
        return Mqtt5Client.builder()
                .identifier(name)
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .simpleAuth()
                .username(user)
                .password(TestAccess.passwordOf(user).getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();
    }

    private Mqtt5ConnAckReasonCode refusal(String user, String password) {
        var builder =
                Mqtt5Client.builder()
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .simpleAuth();
        if (user == null) {
            return refusal(
                    password == null
                            ? anonymous()
                            : builder.password(password.getBytes(UTF_8))
                                    .applySimpleAuth()
                                    .buildBlocking());
        }
        var named = builder.username(user);
        if (password != null) {
            named = named.password(password.getBytes(UTF_8));
        }
        return refusal(named.applySimpleAuth().buildBlocking());
    }

    private Mqtt5BlockingClient anonymous() {
        return Mqtt5Client.builder()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
    }

    private static Mqtt5ConnAckReasonCode refusal(Mqtt5BlockingClient client) {
        return catchThrowableOfType(Mqtt5ConnAckException.class, client::connect)
                .getMqttMessage()
                .getReasonCode();
    }

    private Mqtt3ConnAckReturnCode refusalOverMqtt3(String user, String password) {
        return catchThrowableOfType(Mqtt3ConnAckException.class, mqtt3(user, password)::connect)
                .getMqttMessage()
                .getReturnCode();
    }

    private Mqtt3BlockingClient mqtt3(String user, String password) {
        var builder = Mqtt3Client.builder().serverHost("127.0.0.1").serverPort(broker.port());
        return user == null
                ? builder.buildBlocking()
                : builder.simpleAuth()
                        .username(user)
                        .password(password.getBytes(UTF_8))
                        .applySimpleAuth()
                        .buildBlocking();
    }

    private static com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder.Complete
            message(String topic) {
        return Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("21.5".getBytes(UTF_8));
    }

    private static void publish(Mqtt5BlockingClient client, String topic, MqttQos qos) {
        client.publish(message(topic).qos(qos).build());
    }

    private static void assertNotAuthorized(Mqtt5BlockingClient client, Mqtt5Publish message) {
        assertThat(
                        catchThrowableOfType(
                                        Mqtt5PubAckException.class, () -> client.publish(message))
                                .getMqttMessage()
                                .getReasonCode())
                .isEqualTo(Mqtt5PubAckReasonCode.NOT_AUTHORIZED);
    }

    private static void awaitEnd(Mqtt5BlockingClient client) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(client.getState()).isEqualTo(MqttClientState.DISCONNECTED));
    }
}
