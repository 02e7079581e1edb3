package datastream.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import datastream.reading.InvalidField;
import datastream.wire.MalformedPayload;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Request and response bodies as records, strictly: snake_case names, no unknown or repeated field,
 * no number where a text is meant, nothing behind the end.
 */
public final class Json {

    static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(LogicalType.Textual, Json::takeStringsOnly)
                    .build();

    private Json() {}

    private static void takeStringsOnly(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /**
     * Reads the body of a request as a record.
     *
     * @throws ProblemException 415 unless the content type is {@code application/json}; 413 when
     *     the body is too large
     * @throws InvalidField naming the field that does not fit
     * @throws MalformedPayload when the body is not JSON
     */
    public static <T> T body(Context ctx, Class<T> type) {
        RequestBody.requireType(ctx, "application/json");
        byte[] body = RequestBody.bytes(ctx);
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw new MalformedPayload("the body must be a JSON object");
            }
            return value;
        } catch (JsonMappingException e) {
            throw toInvalidField(e);
        } catch (JsonProcessingException e) {
            throw new MalformedPayload("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A field that a body must have.
     *
     * @throws InvalidField when it is absent or null
     */
    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidField(field, "is missing");
        }
        return value;
    }

    private static RuntimeException toInvalidField(JsonMappingException e) {
        if (e.getCause() instanceof InvalidField field) {
            return field;
        }
        String field =
                e.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .map(String::valueOf)
                        .collect(Collectors.joining("."));
        return switch (e) {
            case UnrecognizedPropertyException u ->
                    new InvalidField(field, "is not known; known are " + u.getKnownPropertyIds());
            case InvalidFormatException f ->
                    InvalidField.of(field, expected(f), String.valueOf(f.getValue()));
            case MismatchedInputException m -> new InvalidField(field, expected(m));
            default -> new MalformedPayload("the body is not usable: " + e.getOriginalMessage());
        };
    }

    private static String expected(MismatchedInputException e) {
        Class<?> target = e.getTargetType() == null ? Object.class : e.getTargetType();
        if (target.isEnum()) {
            return "must be one of "
                    + Arrays.stream(target.getEnumConstants())
                            .map(c -> c.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return "must be " + nameOf(target);
    }

    private static String nameOf(Class<?> target) {
        if (target == int.class || target == Integer.class || target == Long.class) {
            return "an integer";
        }
        if (target == double.class || target == Double.class) {
            return "a number";
        }
        return target == String.class ? "a string" : "a JSON object with the fields described";
    }
}
