package datastream.collector.adapter.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether somebody on the collector's own machine asks. A proxy there, which passes on what
 * comes from elsewhere, mostly says so in a header (but need not: the first account is to be made
 * before one is put in front); a page that a browser there has loaded from elsewhere under a name
 * that leads back here (DNS rebinding) names another host.
 */
final class LoopbackCaller {

    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

    private static final Pattern OWN_HOST =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");

    private LoopbackCaller() {}

    static boolean asks(Context ctx) {
        boolean passedOn = OF_PROXIES.stream().anyMatch(name -> ctx.header(name) != null);
        return !passedOn && isLoopback(ctx.req().getRemoteAddr()) && isOwnHost(ctx.host());
    }

    /**
     * @param address as the server tells it, never a name
     */
    static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isOwnHost(@Nullable String host) {
        return host != null && OWN_HOST.matcher(host).matches();
    }
}
