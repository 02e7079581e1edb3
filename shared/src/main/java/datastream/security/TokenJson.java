package datastream.security;

import com.auth0.jwt.exceptions.JWTDecodeException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;

/** The JSON in the parts of a token, in which nothing is said twice. */
final class TokenJson {

    private static final ObjectMapper STRICT =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private TokenJson() {}

    /**
     * @param part in base64url
     * @throws RuntimeException when it is not base64url, not JSON, or says something twice
     */
    static JsonNode read(String part) {
        try {
            return STRICT.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException e) {
            throw new JWTDecodeException("A part is no JSON", e);
        }
    }
}
