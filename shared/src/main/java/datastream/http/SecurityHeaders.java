package datastream.http;

import io.javalin.http.Context;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpFields;

/**
 * What every answer tells browsers: to show it nowhere, to run nothing of it, to keep no copy and
 * to tell nobody where they come from. A route may say something else of itself. Immutable.
 */
final class SecurityHeaders {

    static final String CONTENT_POLICY = "Content-Security-Policy";

    /** For what is no page: it may do nothing at all. */
    private static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** A year, and what is below this name too (OWASP ASVS 5.0, 3.4.1). */
    private static final String BY_TLS_ALONE = "max-age=31536000; includeSubDomains";

    private final Map<String, String> headers = new TreeMap<>();

    /**
     * @param tls whether the server is reached by TLS, and shall never be without
     */
    SecurityHeaders(boolean tls) {
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put(CONTENT_POLICY, NOTHING);
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        if (tls) {
            headers.put("Strict-Transport-Security", BY_TLS_ALONE);
        }
    }

    void addTo(Context ctx) {
        headers.forEach(ctx::header);
    }

    void addTo(HttpFields.Mutable answer) {
        headers.forEach(answer::put);
    }
}
