package datastream.collector.adapter;

import datastream.security.Principal;
import datastream.security.Role;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What attackers show instead of a token, by the name of the attack. */
public final class ForgedTokens {

    private static final String GENUINE =
            TestTokens.TOKENS
                    .issue(new Principal("tester", Role.ADMIN), Duration.ofMinutes(30))
                    .text();
    private static final String KID = keyId();
    private static final String HEADER =
            "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(KID);
    private static final String CLAIMS = claims();

    private final Map<String, String> forged = new LinkedHashMap<>();

    private ForgedTokens() {}

    /** Good in every way: that the others are refused is not for want of anything here. */
    public static String genuine() {
        return sign("HmacSHA256", TestTokens.SECRET_TEXT, HEADER, CLAIMS);
    }

    /** All of them. None fits into no header. */
    public static Stream<Map.Entry<String, String>> all() {
        ForgedTokens tokens = new ForgedTokens();
        tokens.addAlgorithms();
        tokens.addKeys();
        tokens.addHeaders();
        tokens.addForms();
        tokens.addClaims();
        tokens.addKinds();
        return tokens.forged.entrySet().stream();
    }

    private void addAlgorithms() {
        for (String none : new String[] {"none", "None", "NONE", "nOnE", "", " none", "none "}) {
            String header = HEADER.replace("HS256", none);
            add("alg '" + none + "', no signature", unsigned(header, CLAIMS) + ".");
            add("alg '" + none + "', two segments", unsigned(header, CLAIMS));
            addSigned("alg '" + none + "', signed", header, CLAIMS);
        }
        add(
                "HS384, right secret",
                sign("HmacSHA384", TestTokens.SECRET_TEXT, HEADER.replace("256", "384"), CLAIMS));
        add(
                "HS512, right secret",
                sign("HmacSHA512", TestTokens.SECRET_TEXT, HEADER.replace("256", "512"), CLAIMS));
        add(
                "HS512 signature under HS256",
                sign("HmacSHA512", TestTokens.SECRET_TEXT, HEADER, CLAIMS));
        for (String other : new String[] {"RS256", "ES256", "PS256", "EdDSA", "hs256", "HS256 "}) {
            addSigned("alg " + other + ", HMAC", HEADER.replace("HS256", other), CLAIMS);
        }
        addSigned("alg null", HEADER.replace("\"HS256\"", "null"), CLAIMS);
        addSigned("alg a list", HEADER.replace("\"HS256\"", "[\"HS256\"]"), CLAIMS);
        addSigned("no alg", HEADER.replace("\"alg\":\"HS256\",", ""), CLAIMS);
        addSigned("alg twice", HEADER.replace("{", "{\"alg\":\"none\","), CLAIMS);
    }

    private void addKeys() {
        for (String kid :
                new String[] {
                    "0123456789abcdef",
                    "",
                    "../../../../dev/null",
                    "' UNION SELECT 'key' -- ",
                    "http://127.0.0.1/key",
                    KID + " ",
                    "\u0000"
                }) {
            String header = HEADER.replace(KID, kid.replace("\u0000", "\\u0000"));
            addSigned("kid '" + kid + "', right secret", header, CLAIMS);
            add(
                    "kid '" + kid + "', a key that it names",
                    sign("HmacSHA256", "key", header, CLAIMS));
            add("kid '" + kid + "', a key of zeros", sign("HmacSHA256", "\0", header, CLAIMS));
        }
        addSigned("kid a list", HEADER.replace('"' + KID + '"', "[\"" + KID + "\"]"), CLAIMS);
        addSigned("kid a number", HEADER.replace('"' + KID + '"', "7"), CLAIMS);
        addSigned("kid null", HEADER.replace('"' + KID + '"', "null"), CLAIMS);
        addSigned("kid twice", HEADER.replace("}", ",\"kid\":\"" + KID + "\"}"), CLAIMS);
        addSigned("no kid", HEADER.replace(",\"kid\":\"" + KID + '"', ""), CLAIMS);
        add(
                "another's secret",
                sign("HmacSHA256", "another secret of at least 32 bytes", HEADER, CLAIMS));
        add("the key id as secret", sign("HmacSHA256", KID, HEADER, CLAIMS));
    }

    private void addHeaders() {
        for (String member :
                new String[] {
                    "\"jku\":\"https://attacker.example/keys\"",
                    "\"x5u\":\"https://attacker.example/cert\"",
                    "\"jwk\":{\"kty\":\"oct\",\"k\":\"a2V5\"}",
                    "\"x5c\":[\"MIIB\"]",
                    "\"crit\":[\"exp\"]",
                    "\"crit\":[]",
                    "\"b64\":false",
                    "\"zip\":\"DEF\"",
                    "\"cty\":\"JWT\"",
                    "\"enc\":\"A256GCM\""
                }) {
            String header = HEADER.replace("}", "," + member + "}");
            addSigned("header with " + member, header, CLAIMS);
            add("header with " + member + ", its key", sign("HmacSHA256", "key", header, CLAIMS));
        }
        for (String type : new String[] {"JWT", "refresh+jwt", "AT+JWT", ""}) {
            addSigned("typ '" + type + "'", HEADER.replace("at+jwt", type), CLAIMS);
        }
        addSigned("no typ", HEADER.replace("\"typ\":\"at+jwt\",", ""), CLAIMS);
        addSigned("header null", "null", CLAIMS);
        addSigned("header a list", "[" + HEADER + "]", CLAIMS);
        addSigned("header and more", HEADER + "{}", CLAIMS);
    }

    private void addForms() {
        String good = genuine();
        String unsigned = good.substring(0, good.lastIndexOf('.'));
        String signature = good.substring(good.lastIndexOf('.') + 1);
        add("blank signature", unsigned + ".");
        add("two segments", unsigned);
        add("four segments", good + "." + signature);
        add("trailing dot", good + ".");
        add("trailing dots", good + "...");
        add("leading dot", "." + good);
        add("empty claims", good.substring(0, good.indexOf('.') + 1) + "." + signature);
        add("half a signature", unsigned + "." + signature.substring(0, 20));
        add(
                "signature of another",
                unsigned + "." + GENUINE.substring(GENUINE.lastIndexOf('.') + 1));
        add("a space within", unsigned + " ." + signature);
        add("two tokens", good + "," + good);
        add(
                "claims of another",
                good.substring(0, good.indexOf('.') + 1)
                        + encode(CLAIMS.replace("tester", "root"))
                        + "."
                        + signature);
        add("dots", "..");
        add("words", "garbage");
        add("refresh token", "dsr_" + "A".repeat(64));
        add("the secret", TestTokens.SECRET_TEXT.replace(' ', '-'));
        add("5,000 letters", good + "A".repeat(5_000));
    }

    private void addClaims() {
        addClaim("another audience", "\"datastream-api\"", "\"somebody\"");
        addClaim("audience in a list", "\"datastream-api\"", "[\"datastream-api\"]");
        addClaim("several audiences", "\"datastream-api\"", "[\"datastream-api\",\"somebody\"]");
        addClaim("no audience", "\"aud\":\"datastream-api\",", "");
        addClaim("another issuer", "\"datastream\"", "\"somebody\"");
        addClaim("issuer in a list", "\"datastream\"", "[\"datastream\"]");
        addClaim("no issuer", "\"iss\":\"datastream\",", "");
        addClaim("no name", "\"sub\":\"tester\",", "");
        addClaim("blank name", "\"tester\"", "\" \"");
        addClaim("no id", "\"jti\":\"1\",", "");
        addClaim("role in a list", "\"admin\"", "[\"admin\"]");
        addClaim("several roles", "\"admin\"", "[\"viewer\",\"admin\"]");
        addClaim("unknown role", "\"admin\"", "\"root\"");
        addClaim("role in capitals", "\"admin\"", "\"ADMIN\"");
        addClaim("role a number", "\"admin\"", "0");
        addClaim("no role", "\"role\":\"admin\",", "");
        addClaim("role twice", "\"role\":\"admin\"", "\"role\":\"viewer\",\"role\":\"admin\"");
        addClaim("account in words", "\"role\"", "\"account\":\"1\",\"generation\":0,\"role\"");
        addClaim("half an account", "\"role\"", "\"account\":1,\"role\"");
        addClaim("nobody's session", "\"role\"", "\"sid\":1,\"role\"");
    }

    private void addKinds() {
        long now = Instant.now().getEpochSecond();
        for (String time : new String[] {"iat", "nbf", "exp"}) {
            String claim = "\"%s\":(-?[0-9]+)".formatted(time);
            addSigned("no " + time, HEADER, CLAIMS.replaceAll("," + claim, ""));
            for (String wrong :
                    new String[] {
                        "null",
                        "\"" + (now + 100) + "\"",
                        "[]",
                        "1e400",
                        "true",
                        "99999999999999999999"
                    }) {
                addSigned(
                        time + " " + wrong,
                        HEADER,
                        CLAIMS.replaceAll(claim, "\"%s\":%s".formatted(time, wrong)));
            }
        }
        addSigned("expired", HEADER, CLAIMS.replaceAll("\"exp\":[0-9]+", "\"exp\":" + (now - 1)));
        addSigned("expired before 1970", HEADER, CLAIMS.replaceAll("\"exp\":[0-9]+", "\"exp\":-1"));
        addSigned(
                "expiry twice",
                HEADER,
                CLAIMS.replaceAll("\"exp\"", "\"exp\":" + (now - 1) + ",\"exp\""));
        addSigned(
                "not valid yet",
                HEADER,
                CLAIMS.replaceAll("\"nbf\":[0-9]+", "\"nbf\":" + (now + 1_000)));
        addSigned(
                "made in the future",
                HEADER,
                CLAIMS.replaceAll("\"iat\":[0-9]+", "\"iat\":" + (now + 1_000)));
        addSigned("claims null", HEADER, "null");
        addSigned("claims in a list", HEADER, "[" + CLAIMS + "]");
        addSigned("claims and more", HEADER, CLAIMS + "{}");
        addSigned("no JSON", HEADER, "role=admin");
        addSigned(
                "as older collectors made them",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"iss\":\"datastream\",\"sub\":\"tester\",\"role\":\"admin\",\"iat\":%d,\"exp\":%d}"
                        .formatted(now, now + 600));
    }

    private void addClaim(String name, String from, String to) {
        addSigned(name, HEADER, CLAIMS.replace(from, to));
    }

    private void addSigned(String name, String header, String claims) {
        add(name, sign("HmacSHA256", TestTokens.SECRET_TEXT, header, claims));
    }

    /** What is the genuine one after all would test nothing. */
    private void add(String name, String token) {
        if (token.equals(genuine()) || forged.put(name, token) != null) {
            throw new IllegalStateException(name + " is no attack of its own");
        }
    }

    private static String claims() {
        long now = Instant.now().getEpochSecond();
        return "{\"iss\":\"datastream\",\"aud\":\"datastream-api\",\"sub\":\"tester\",\"jti\":\"1\",\"role\":\"admin\",\"v\":1,\"iat\":%d,\"nbf\":%d,\"exp\":%d}"
                .formatted(now, now, now + 1_800);
    }

    private static String sign(String algorithm, String secret, String header, String claims) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            String unsigned = unsigned(header, claims);
            byte[] signature = mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + encode(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }

    private static String unsigned(String header, String claims) {
        return encode(header) + "." + encode(claims);
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String keyId() {
        byte[] header = Base64.getUrlDecoder().decode(GENUINE.substring(0, GENUINE.indexOf('.')));
        Matcher kid =
                Pattern.compile("\"kid\":\"([^\"]+)\"")
                        .matcher(new String(header, StandardCharsets.UTF_8));
        if (!kid.find()) {
            throw new IllegalStateException("A token does not name its key");
        }
        return kid.group(1);
    }
}
