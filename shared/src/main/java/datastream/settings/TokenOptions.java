package datastream.settings;

import datastream.security.TokenSecrets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What signs and checks tokens, in every service alike. */
public final class TokenOptions {

    @Option(
            names = "--jwt-secret",
            paramLabel = "SECRET",
            required = true,
            description =
                    "Signs tokens: at least 32 bytes, the same in every service. Required. [JWT_SECRET]")
    private String jwtSecret = "";

    @Option(
            names = "--jwt-secret-old",
            paramLabel = "SECRET",
            description =
                    "Its tokens are good too, while one secret takes the other's place; default none. [JWT_SECRET_OLD]")
    private @Nullable String jwtSecretOld;

    /**
     * @throws IllegalArgumentException naming the one that is too weak, or both when they are the
     *     same
     */
    public TokenSecrets secrets() {
        return TokenSecrets.of(jwtSecret, jwtSecretOld);
    }
}
