package datastream.collector.adapter.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The AsyncAPI document as the collector serves it, and the messages that its examples show. */
final class AsyncApiDocument {

    private static final String FOLDER = "/datastream/collector/";
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final JsonNode root = read("asyncapi.json");

    /**
     * One example as a publisher sends it.
     *
     * @param name channel, message and example
     * @param topic with an example of each parameter in it
     */
    record Example(String name, String topic, byte[] payload) {
        @Override
        public String toString() {
            return name;
        }
    }

    static JsonNode read(String name) {
        try (InputStream in = AsyncApiDocument.class.getResourceAsStream(FOLDER + name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    /** The node that this one refers to, when it does. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").textValue().substring(1)) : node;
    }

    /** Every example of every message that an operation takes. */
    List<Example> received() {
        List<Example> examples = new ArrayList<>();
        for (JsonNode operation : root.get("operations")) {
            JsonNode channel = resolve(operation.get("channel"));
            for (JsonNode reference : operation.get("messages")) {
                JsonNode message = resolve(resolve(reference));
                for (JsonNode example : message.get("examples")) {
                    examples.add(example(channel, message, example));
                }
            }
        }
        return examples;
    }

    private Example example(JsonNode channel, JsonNode message, JsonNode example) {
        String name = message.get("name").textValue() + ": " + example.get("name").textValue();
        JsonNode payload = example.get("payload");
        boolean binary =
                resolve(message.get("payload")).path("contentEncoding").asText().equals("base64");
        byte[] bytes =
                binary
                        ? Base64.getDecoder().decode(payload.textValue())
                        : payload.toString().getBytes(StandardCharsets.UTF_8);
        return new Example(name, topic(channel), bytes);
    }

    private static String topic(JsonNode channel) {
        return PARAMETER
                .matcher(channel.get("address").textValue())
                .replaceAll(parameter ->
                        channel.at("/parameters/" + parameter.group(1) + "/examples/0")
                                .textValue());
    }

    /** What the payload of an answer looks like, by the name of the example. */
    Map<String, JsonNode> answers() {
        Map<String, JsonNode> answers = new TreeMap<>();
        root.at("/components/messages/Outcome/examples")
                .forEach(example ->
                        answers.put(example.get("name").textValue(), example.get("payload")));
        return answers;
    }
}
