package datastream.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers.DoubleDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a double from a number only. Jackson's own takes the strings "NaN" and "Infinity" however
 * strict it is, and 1e999 for Infinity; a NaN then passes every comparison with a limit.
 */
final class FiniteDouble extends DoubleDeserializer {

    FiniteDouble(Class<Double> type, @Nullable Double absent) {
        super(type, absent);
    }

    @Override
    public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.hasToken(JsonToken.VALUE_STRING)) {
            throw notFinite(json);
        }
        Double value = super.deserialize(json, context);
        if (value != null && !Double.isFinite(value)) {
            throw notFinite(json);
        }
        return value;
    }

    private MismatchedInputException notFinite(JsonParser json) {
        return MismatchedInputException.from(json, handledType(), "not a finite number");
    }
}
