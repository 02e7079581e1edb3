package datastream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    @Test
    void areReadWithCommasBetweenThem() {
        var origins = AllowedOrigins.parse("https://app.example.org, http://localhost:3000");

        assertThat(origins.contains("https://app.example.org")).isTrue();
        assertThat(origins.contains("http://localhost:3000")).isTrue();
        assertThat(origins.contains("http://[::1]:3000")).isFalse();
        assertThat(origins.contains(null)).isFalse();
        assertThat(AllowedOrigins.parse(null).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "",
                "null",
                "app.example.org",
                "https://*.example.org",
                "https://app.example.org/",
                "https://app.example.org/page",
                "https://App.example.org",
                "https://app.example.org:443",
                "http://app.example.org:80",
                "https://user@app.example.org",
                "https://a.example.org https://b.example.org",
                "https://a.example.org,",
                "ftp://a.example.org"
            })
    void areExact(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedOrigins.parse(text))
                .withMessageStartingWith("CORS_ORIGINS must be ");
    }
}
