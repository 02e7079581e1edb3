package datastream.generator.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.security.KeyText;
import datastream.security.Permission;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import io.grpc.Metadata;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class StreamCredentialsTest {

    private static final Metadata.Key<String> AUTHORIZATION = name("authorization");
    private static final Metadata.Key<String> KEY = name("x-api-key");

    @Test
    void aKeyIsShownByItself() {
        String text = "dsk_" + "k".repeat(43);
        StreamCredentials credentials =
                StreamCredentials.key(KeyText.named("COLLECTOR_API_KEY", text));
        for (int i = 0; i < 2; i++) {
            Metadata headers = credentials.headers();
            assertThat(headers.keys()).containsExactly("x-api-key");
            assertThat(headers.get(KEY)).isEqualTo(text);
        }
    }

    @Test
    void aTokenIsMadeForEachStreamAndMayHandInOnly() throws Exception {
        Tokens tokens =
                new Tokens(new TokenSecret("0123456789abcdef0123456789abcdef"), Clock.systemUTC());
        StreamCredentials credentials = StreamCredentials.tokens(tokens);
        String first = credentials.headers().get(AUTHORIZATION);
        assertThat(tokens.verifyBearer(first).may(Permission.INGEST)).isTrue();
        assertThat(tokens.verifyBearer(first).may(Permission.READ)).isFalse();
        assertThat(credentials.headers().get(AUTHORIZATION)).isNotEqualTo(first);
    }

    private static Metadata.Key<String> name(String header) {
        return Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER);
    }
}
