package datastream.generator.grpc;

import datastream.security.Credentials;
import datastream.security.KeyText;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.Tokens;
import io.grpc.Metadata;
import java.time.Duration;

/** What a stream shows to be let in by the collector. Thread-safe. */
@FunctionalInterface
public interface StreamCredentials {

    /** New headers for one stream, good from now on. */
    Metadata headers();

    /** A token for each stream, made when it begins. */
    static StreamCredentials tokens(Tokens tokens) {
        Metadata.Key<String> name =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
        Principal generator = new Principal("sensor generator", Role.DEVICE);
        Duration lifetime = Duration.ofHours(1);
        return () -> header(name, "Bearer " + tokens.issue(generator, lifetime).text());
    }

    /** The same key for each. */
    static StreamCredentials key(KeyText key) {
        Metadata.Key<String> name =
                Metadata.Key.of(Credentials.KEY_HEADER, Metadata.ASCII_STRING_MARSHALLER);
        return () -> header(name, key.text());
    }

    private static Metadata header(Metadata.Key<String> name, String value) {
        Metadata headers = new Metadata();
        headers.put(name, value);
        return headers;
    }
}
