package datastream.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogOptionsTest {

    @AfterEach
    void forget() {
        System.clearProperty("LOG_FORMAT");
        System.clearProperty("LOG_LEVEL");
    }

    @Test
    void areReadAmongArgumentsOfAnyCommand() {
        LogOptions.apply("up", "--port", "1", "--log-format=json", "--log-level", "WARN", "-x");
        assertThat(System.getProperty("LOG_FORMAT")).isEqualTo("json");
        assertThat(System.getProperty("LOG_LEVEL")).isEqualTo("WARN");
    }

    @Test
    void areTheUsualOnesWhenWrongOrAbsent() {
        LogOptions.apply("up", "--log-format", "xml");
        assertThat(System.getProperty("LOG_FORMAT")).isEqualTo("text");
        assertThat(System.getProperty("LOG_LEVEL")).isEqualTo("INFO");
    }
}
