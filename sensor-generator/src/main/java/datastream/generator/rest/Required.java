package datastream.generator.rest;

import datastream.reading.InvalidField;
import org.jspecify.annotations.Nullable;

/** Fields that a request must not leave out. */
final class Required {

    private Required() {}

    /**
     * @throws InvalidField naming the field when it is missing
     */
    static <T> T field(String name, @Nullable T value) {
        if (value == null) {
            throw new InvalidField(name, "is missing");
        }
        return value;
    }
}
