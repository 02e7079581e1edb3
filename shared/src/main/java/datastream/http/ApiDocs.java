package datastream.http;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * {@code /openapi.json}, Swagger UI for it at {@code /docs}, and {@code /asyncapi.json} for what
 * does not go over HTTP. Everything comes from the class path; the page loads nothing from
 * elsewhere.
 */
public final class ApiDocs {

    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private static final String PAGE = "/docs";

    /** Its own server alone, but for icons that stand in the style sheet. */
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ASSETS =
            Map.of(
                    "swagger-ui.css", "text/css; charset=utf-8",
                    "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
                    "favicon-32x32.png", "image/png");

    /** By path; read once, for each is asked for often and one has 1.5 MB. */
    private final Map<String, CachedResource> resources = new TreeMap<>();

    /**
     * @param openApiResource class-path name of the OpenAPI document, JSON
     */
    public ApiDocs(String openApiResource) {
        add("/openapi.json", openApiResource, "application/json");
        add(PAGE, "/datastream/http/docs.html", "text/html; charset=utf-8");
        add("/docs/docs.js", "/datastream/http/docs.js", "text/javascript; charset=utf-8");
        String webjar = "/META-INF/resources/webjars/swagger-ui/" + webjarVersion() + "/";
        ASSETS.forEach((name, type) -> add("/docs/" + name, webjar + name, type));
    }

    /**
     * @param openApiResource class-path name of the OpenAPI document, JSON
     * @param asyncApiResource class-path name of the AsyncAPI document, JSON
     */
    public ApiDocs(String openApiResource, String asyncApiResource) {
        this(openApiResource);
        add("/asyncapi.json", asyncApiResource, "application/json");
    }

    private void add(String path, String resource, String type) {
        resources.put(path, CachedResource.of(read(resource), type));
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", ctx -> ctx.redirect(PAGE), Access.ANYONE);
        routes.before(PAGE, ctx -> ctx.header(SecurityHeaders.CONTENT_POLICY, PAGE_POLICY));
        resources.forEach((path, resource) -> routes.get(path, resource::answer, Access.ANYONE));
    }

    private static String webjarVersion() {
        Properties properties = new Properties();
        try (InputStream in = ApiDocs.class.getResourceAsStream(WEBJAR)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }

    private static byte[] read(String resource) {
        try (InputStream in = ApiDocs.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
