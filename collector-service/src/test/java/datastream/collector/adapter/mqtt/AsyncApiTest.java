package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import datastream.reading.Submission;
import datastream.wire.OutcomeJson;
import datastream.wire.ReadingTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The AsyncAPI document and the MQTT door say the same. */
class AsyncApiTest {

    private static final AsyncApiDocument DOCUMENT = new AsyncApiDocument();

    @Test
    void describesEveryTopicAndNoOther() {
        List<String> addresses = new ArrayList<>();
        DOCUMENT.root()
                .get("operations")
                .forEach(operation ->
                        addresses.add(
                                DOCUMENT.resolve(operation.get("channel"))
                                        .get("address")
                                        .textValue()));
        assertThat(addresses)
                .containsExactlyInAnyOrder(ReadingTopics.ONE_SENSOR, ReadingTopics.BATCH);
    }

    @Test
    void theParametersOfATopicAreThoseInItsAddress() {
        JsonNode channel = DOCUMENT.root().at("/channels/readings");
        List<String> parameters = new ArrayList<>();
        channel.get("parameters").fieldNames().forEachRemaining(parameters::add);
        assertThat("sensors/{" + String.join("}/{", parameters) + "}")
                .isEqualTo(ReadingTopics.ONE_SENSOR);
    }

    @Test
    void namesTheSubscriptionThatCollectorsShare() {
        assertThat(DOCUMENT.root().get("operations"))
                .allSatisfy(operation ->
                        assertThat(operation.get("x-subscription").textValue())
                                .isEqualTo(ReadingTopics.SHARED));
        assertThat(DOCUMENT.root().at("/info/description").textValue())
                .contains("`" + ReadingTopics.SHARED + "`");
    }

    static List<AsyncApiDocument.Example> examples() {
        List<AsyncApiDocument.Example> examples = DOCUMENT.received();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsReadWhole(AsyncApiDocument.Example example) {
        Submission submission = Topics.decode(example.topic(), example.payload());
        assertThat(submission.readings()).isNotEmpty();
        assertThat(submission.rejections()).isEmpty();
    }

    static Stream<JsonNode> answers() {
        return DOCUMENT.answers().values().stream();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerIsOneThatTheCollectorGives(JsonNode answer) throws IOException {
        OutcomeJson outcome =
                OutcomeJson.fromBytes(answer.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(new ObjectMapper().readTree(outcome.toBytes())).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SensorType", "Id1", "Id2", "Rejection"})
    void whatBothDocumentsDescribeTheyDescribeAlike(String schema) {
        String path = "/components/schemas/" + schema;
        JsonNode openApi = AsyncApiDocument.read("openapi.json");
        assertThat(DOCUMENT.root().at(path)).isEqualTo(openApi.at(path));
    }

    @Test
    void aReadingHasTheFieldsThatItHasOverHttpAndMayLeaveItsSensorOut() {
        JsonNode here = DOCUMENT.root().at("/components/schemas/SensorReading");
        JsonNode overHttp =
                AsyncApiDocument.read("openapi.json").at("/components/schemas/NewReading");
        assertThat(here.get("properties")).isEqualTo(overHttp.get("properties"));
        ArrayNode required = (ArrayNode) here.get("required");
        assertThat(required).hasSize(2).isSubsetOf(overHttp.get("required"));
    }
}
