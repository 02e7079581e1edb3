package datastream.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one installation. There are two while one takes the other's place.
 *
 * @param current signs tokens and whatever else is signed, and checks tokens
 * @param old checks tokens only; null when there is none
 */
public record TokenSecrets(TokenSecret current, @Nullable TokenSecret old) {

    private static final String OLD = "JWT_SECRET_OLD";

    /**
     * @throws IllegalArgumentException when both are the same
     */
    public TokenSecrets {
        if (current.equals(old)) {
            throw new IllegalArgumentException(
                    OLD + " must be another one than JWT_SECRET, or absent");
        }
    }

    /** One that signs and checks. */
    public TokenSecrets(TokenSecret only) {
        this(only, null);
    }

    /**
     * As they are configured.
     *
     * @throws IllegalArgumentException naming the setting that is too weak, when both are the same
     */
    public static TokenSecrets of(String current, @Nullable String old) {
        return new TokenSecrets(
                new TokenSecret(current), old == null ? null : TokenSecret.named(OLD, old));
    }

    /** Those that check tokens. */
    List<TokenSecret> all() {
        return old == null ? List.of(current) : List.of(current, old);
    }
}
