package datastream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/**
 * {@code /openapi.json}, and Swagger UI at {@code /docs}. Everything comes from the class path; the
 * page loads nothing from elsewhere.
 */
public final class ApiDocs {

    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private static final Map<String, String> ASSETS =
            Map.of(
                    "swagger-ui.css", "text/css; charset=utf-8",
                    "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
                    "favicon-32x32.png", "image/png");

    private final byte[] document;
    private final byte[] page;
    private final byte[] initializer;
    private final String webjarFolder;

    /**
     * @param openApiResource class-path name of the OpenAPI document, JSON
     */
    public ApiDocs(String openApiResource) {
        document = read(openApiResource);
        page = read("/datastream/http/docs.html");
        initializer = read("/datastream/http/docs.js");
        webjarFolder = "/META-INF/resources/webjars/swagger-ui/" + webjarVersion() + "/";
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", ctx -> ctx.redirect("/docs"), Access.ANYONE);
        routes.get("/openapi.json", ctx -> send(ctx, document, "application/json"), Access.ANYONE);
        routes.get("/docs", ctx -> send(ctx, page, "text/html; charset=utf-8"), Access.ANYONE);
        routes.get(
                "/docs/docs.js",
                ctx -> send(ctx, initializer, "text/javascript; charset=utf-8"),
                Access.ANYONE);
        ASSETS.forEach((name, type) ->
                routes.get(
                        "/docs/" + name,
                        ctx -> send(ctx, read(webjarFolder + name), type),
                        Access.ANYONE));
    }

    private static void send(Context ctx, byte[] content, String type) {
        ctx.contentType(type);
        ctx.result(content);
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
