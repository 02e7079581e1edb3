package datastream.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import datastream.reading.InvalidField;
import datastream.wire.MalformedPayload;
import io.javalin.http.Context;
import java.io.IOException;
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
                    .withCoercionConfig(LogicalType.Textual, Json::refuseScalars)
                    .addModule(
                            new SimpleModule()
                                    .addDeserializer(
                                            double.class, new FiniteDouble(double.class, 0.0))
                                    .addDeserializer(
                                            Double.class, new FiniteDouble(Double.class, null)))
                    .build();

    /** The largest body that becomes a record. */
    static final int MOST_BYTES = 128 * 1024;

    /** Of one who shows no token: a name and a password, however they are spelled. */
    static final int MOST_BYTES_OF_A_STRANGER = 4 * 1024;

    private Json() {}

    /** The switch for scalars does not cover a number where a text is meant. */
    private static void refuseScalars(MutableCoercionConfig text) {
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
        int most = BearerGuard.principal(ctx) == null ? MOST_BYTES_OF_A_STRANGER : MOST_BYTES;
        try (RequestBody body = RequestBody.read(ctx, most, BodyRoom.OF_RECORDS)) {
            T value = MAPPER.readValue(body.bytes(), type);
            if (value == null) {
                throw new MalformedPayload("the body must be a JSON object");
            }
            return value;
        } catch (IOException e) {
            throw BodyFault.of(e);
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
}
