package datastream.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.reading.InvalidField;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FirstGeneratorOptionsTest {

    @Test
    void nothingIsStartedWhenNoSensorIsNamed() {
        assertThat(parse().toSpec()).isNull();
        assertThat(parse("--rate", "10").toSpec()).isNull();
    }

    @Test
    void aSensorThatIsNamedInPartIsRefusedByNameOfWhatIsMissing() {
        assertMissing("sensor_type", "--id1", "ROOM", "--id2", "1");
        assertMissing("id1", "--sensor-type", "light", "--id2", "1");
        assertMissing("id2", "--sensor-type", "light", "--id1", "ROOM");
    }

    private static void assertMissing(String field, String... arguments) {
        assertThatThrownBy(() -> parse(arguments).toSpec())
                .isInstanceOf(InvalidField.class)
                .extracting(e -> ((InvalidField) e).field())
                .isEqualTo(field);
    }

    private static FirstGeneratorOptions parse(String... arguments) {
        FirstGeneratorOptions options = new FirstGeneratorOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }
}
