package datastream.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import datastream.reading.InvalidField;
import datastream.wire.JsonFault;
import datastream.wire.MalformedPayload;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why a body does not fit its record, in the words of the API and none of the parser's. */
final class BodyFault {

    private static final String DUPLICATE = "Duplicate field '";

    private BodyFault() {}

    /** An {@link InvalidField} where a field can be named, else a {@link MalformedPayload}. */
    static RuntimeException of(IOException e) {
        return e instanceof JsonMappingException mapping
                ? ofMapping(mapping, pathOf(mapping))
                : ofJson(e);
    }

    private static RuntimeException ofMapping(JsonMappingException e, String field) {
        if (e.getCause() instanceof InvalidField broken) {
            return broken;
        }
        if (e.getCause() instanceof InputCoercionException coercion) {
            return new InvalidField(field, expected(coercion.getTargetType()) + " in range");
        }
        if (e.getCause() instanceof JsonProcessingException json) {
            return ofJson(json);
        }
        return switch (e) {
            case UnrecognizedPropertyException u ->
                    new InvalidField(field, "is not known; known are " + u.getKnownPropertyIds());
            case InvalidFormatException f ->
                    InvalidField.of(
                            field, expected(f.getTargetType()), String.valueOf(f.getValue()));
            case MismatchedInputException m -> new InvalidField(field, expected(m.getTargetType()));
            default -> new MalformedPayload("the body does not fit the fields described");
        };
    }

    private static RuntimeException ofJson(IOException e) {
        if (e instanceof JsonParseException json
                && json.getOriginalMessage().startsWith(DUPLICATE)) {
            String message = json.getOriginalMessage();
            String field = message.substring(DUPLICATE.length(), message.lastIndexOf('\''));
            return new InvalidField(field, "is given twice");
        }
        return new MalformedPayload("the body is " + JsonFault.inDocument(e));
    }

    private static String pathOf(JsonMappingException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String expected(@Nullable Class<?> target) {
        if (target != null && target.isEnum()) {
            return "must be one of "
                    + Arrays.stream(target.getEnumConstants())
                            .map(c -> c.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return "must be " + nameOf(target);
    }

    private static String nameOf(@Nullable Class<?> target) {
        if (target == int.class || target == Integer.class) {
            return "an integer";
        }
        if (target == long.class || target == Long.class) {
            return "an integer";
        }
        if (target == double.class || target == Double.class) {
            return "a number";
        }
        if (target == boolean.class || target == Boolean.class) {
            return "true or false";
        }
        if (target == String.class) {
            return "a string";
        }
        return target != null && Collection.class.isAssignableFrom(target)
                ? "a JSON array"
                : "a JSON object with the fields described";
    }
}
