package datastream.security;

import java.util.List;

/**
 * What a request shows to prove who asks: the values of its headers, or of its gRPC metadata, in
 * their order.
 *
 * @param authorizations of {@code Authorization}
 * @param keys of {@link #KEY_HEADER}
 */
public record Credentials(List<String> authorizations, List<String> keys) {

    /** Which header an API key comes in, unless it comes as a bearer token. */
    public static final String KEY_HEADER = "X-API-Key";

    /** Nothing is shown. */
    public static final Credentials NONE = new Credentials(List.of(), List.of());

    public Credentials {
        authorizations = List.copyOf(authorizations);
        keys = List.copyOf(keys);
    }

    public boolean isEmpty() {
        return authorizations.isEmpty() && keys.isEmpty();
    }

    /**
     * Whom they speak for.
     *
     * @throws InvalidToken unless there is exactly one, and good now: of two nobody could say which
     *     one is meant
     */
    public Principal verify(TokenVerifier verifier) throws InvalidToken {
        if (authorizations.size() + keys.size() > 1) {
            throw new InvalidToken(
                    "Only one may be sent: an Authorization or an " + KEY_HEADER + ", once");
        }
        if (!keys.isEmpty()) {
            return verifier.verifyKey(keys.getFirst());
        }
        return verifier.verifyBearer(authorizations.isEmpty() ? null : authorizations.getFirst());
    }

    /** Never shows them. */
    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
