package datastream.http;

import datastream.security.TokenVerifier;
import datastream.tls.ServerTls;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A REST interface: the routes of one service behind the guard, the problem answers and the
 * documentation that all of them share. Requests run on virtual threads.
 *
 * <p>Nothing listens before {@link #start}; {@link #close} ends requests in hand and may be called
 * more than once.
 */
public final class RestServer implements AutoCloseable {

    /** Finished requests get this long after {@link #close}; then they are cut. */
    private static final long STOP_MILLIS = 2_600;

    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);

    private final RestConfig config;
    private final Javalin javalin;
    private volatile boolean retiring;

    /**
     * Over plain HTTP.
     *
     * @param routes adds the service's own routes, each with its {@link Access}
     */
    public RestServer(
            RestConfig config, TokenVerifier tokens, ApiDocs docs, Consumer<RoutesConfig> routes) {
        this(config, null, tokens, docs, routes);
    }

    /**
     * @param tls what it speaks TLS with, and nothing else then; null for plain HTTP
     * @param routes adds the service's own routes, each with its {@link Access}
     */
    public RestServer(
            RestConfig config,
            @Nullable ServerTls tls,
            TokenVerifier tokens,
            ApiDocs docs,
            Consumer<RoutesConfig> routes) {
        this(config, tls, tokens, RequestGate.OPEN, docs, routes);
    }

    /**
     * @param tls what it speaks TLS with, and nothing else then; null for plain HTTP
     * @param gate what requests must get past once it is known who sends them
     * @param routes adds the service's own routes, each with its {@link Access}
     */
    public RestServer(
            RestConfig config,
            @Nullable ServerTls tls,
            TokenVerifier tokens,
            RequestGate gate,
            ApiDocs docs,
            Consumer<RoutesConfig> routes) {
        this(config, tls, BodyLimits.USUAL, new BearerGuard(tokens, gate), docs, routes);
    }

    RestServer(
            RestConfig config,
            @Nullable ServerTls tls,
            BodyLimits bodies,
            BearerGuard guard,
            ApiDocs docs,
            Consumer<RoutesConfig> routes) {
        this.config = config;
        javalin =
                Javalin.create(javalin -> {
                    javalin.appData(BodyRoom.KEY, new BodyRoom(bodies));
                    javalin.appData(BodyRoom.OF_RECORDS, new BodyRoom(bodies.ofRecords()));
                    // Ends a connection that waits for bytes, not one that waits for us.
                    javalin.jetty.modifyHttpConfiguration(
                            http -> http.setIdleTimeout(bodies.grace().toMillis()));
                    if (tls != null) {
                        javalin.jetty.addConnector(
                                (server, http) -> HttpsConnector.of(server, http, config, tls));
                    }
                    SecurityHeaders headers = new SecurityHeaders(tls != null);
                    javalin.jetty.modifyServer(server -> configure(server, config, headers));
                    javalin.routes.before(headers::addTo);
                    javalin.routes.before(RestServer::tellCaches);
                    javalin.routes.before(this::sayGoodBye);
                    javalin.routes.after(this::sayGoodBye);
                    javalin.routes.before(new CrossOrigin(config.origins()));
                    configure(javalin, guard, docs, routes);
                });
    }

    private static void configure(
            JavalinConfig javalin, BearerGuard guard, ApiDocs docs, Consumer<RoutesConfig> routes) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.concurrency.useVirtualThreads = true;
        javalin.jsonMapper(new JavalinJackson(Json.MAPPER, true));
        javalin.http.prefer405over404 = true;
        javalin.http.maxRequestSize = RequestBody.MOST_BYTES;
        javalin.router.javaLangErrorHandler(ProblemHandlers::answerError);
        javalin.jetty.modifyHttpConfiguration(RestServer::configure);
        javalin.routes.beforeMatched(guard);
        ProblemHandlers.addTo(javalin.routes);
        docs.addTo(javalin.routes);
        routes.accept(javalin.routes);
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        // Else a value that begins as one before it on the connection, but for the case of its
        // letters, is read with the letters of that one: a token in the wrong case would be good.
        http.setHeaderCacheCaseSensitive(true);
    }

    /** Javalin packs what is larger than 1.5 kB for those who take gzip. */
    private static void tellCaches(Context ctx) {
        ctx.header("Vary", "Accept-Encoding");
    }

    private void sayGoodBye(Context ctx) {
        if (retiring) {
            ctx.header("Connection", "close");
        }
    }

    private static void configure(Server server, RestConfig config, SecurityHeaders headers) {
        server.addBean(new NetworkConnectionLimit(config.mostConnections(), server));
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler(new JettyProblems(headers));
    }

    /**
     * @throws io.javalin.util.JavalinBindException when the port is in use
     */
    public void start() {
        javalin.start(config.host(), config.port());
    }

    /** The port that it listens on, once started. */
    public int port() {
        return javalin.port();
    }

    /** Every route as {@code METHOD /path}, for comparison with the OpenAPI document. */
    public Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method + " " + endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * From now on every answer that begins is the last one on its connection, but requests are
     * taken as before: those that were on their way when a service was told to stop are answered
     * too, and who sent them turns to another. Waits so long for them, unless nothing listens or
     * the thread is interrupted.
     */
    public void retire(Duration time) {
        retiring = true;
        if (javalin.jettyServer().server().isRunning()) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.warn("Requests that had not ended after {} ms were cut", STOP_MILLIS, e);
        }
    }
}
