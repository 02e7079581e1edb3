package datastream.settings;

import datastream.http.AllowedOrigins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that lets pages of other origins call, the same in every command. */
public final class CorsOptions {

    @Option(
            names = "--cors-origins",
            paramLabel = "ORIGINS",
            description =
                    "Of which other places the pages may call REST from a browser, such as https://app.example.org, with commas between several; default none. [CORS_ORIGINS]")
    private @Nullable String origins;

    /**
     * @throws IllegalArgumentException when one can never be met, or would be everybody
     */
    public AllowedOrigins origins() {
        return AllowedOrigins.parse(origins);
    }
}
