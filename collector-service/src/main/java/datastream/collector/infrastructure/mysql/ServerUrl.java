package datastream.collector.infrastructure.mysql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A {@code jdbc:mysql:} URL whose own parameters cannot weaken what exactness, quick failure and
 * safety need. To the driver a parameter in the URL counts more than a property beside it.
 */
final class ServerUrl {

    private static final String SCHEME = "jdbc:mysql://";

    /**
     * The first two go on with another session in the middle of a transaction; the others bring in
     * parameters that cannot be seen here.
     */
    private static final Set<String> REFUSED =
            Set.of("autoreconnect", "autoreconnectforpools", "useconfigs", "propertiestransform");

    /** What {@link DriverProperties} decides; a value in the URL is left out. */
    private static final Set<String> OURS =
            Set.of(
                    "allowloadlocalinfile",
                    "allowloadlocalinfileinpath",
                    "allowurlinlocalinfile",
                    "allowmultiqueries",
                    "nettimeoutforstreamingresults",
                    "connectiontimezone",
                    "servertimezone",
                    "forceconnectiontimezonetosession",
                    "connecttimeout",
                    "sockettimeout",
                    "tcpkeepalive",
                    "rewritebatchedstatements",
                    "useaffectedrows",
                    "sessionvariables",
                    "jdbccomplianttruncation",
                    "sendfractionalseconds",
                    "sendfractionalsecondsfortime");

    private ServerUrl() {}

    /**
     * @throws IllegalArgumentException when this is no such URL or holds a refused parameter
     */
    static void check(String url) {
        String server = url.replaceFirst("\\?.*", "");
        if (!server.startsWith(SCHEME) || server.contains("(")) {
            throw new IllegalArgumentException(
                    "DB_URL must have the form jdbc:mysql://host:port/database");
        }
        for (String parameter : parameters(url)) {
            if (REFUSED.contains(key(parameter))) {
                throw new IllegalArgumentException(
                        "DB_URL must not set %s: the collector itself decides when to connect and what to repeat"
                                .formatted(parameter.replaceFirst("=.*", "")));
            }
        }
    }

    /** The URL without the parameters that are ours to decide. */
    static String withoutOurs(String url) {
        String others =
                Arrays.stream(parameters(url))
                        .filter(parameter -> !OURS.contains(key(parameter)))
                        .collect(Collectors.joining("&"));
        String server = url.replaceFirst("\\?.*", "");
        return others.isEmpty() ? server : server + "?" + others;
    }

    private static String[] parameters(String url) {
        int start = url.indexOf('?');
        return start < 0 ? new String[0] : url.substring(start + 1).split("&", 0);
    }

    private static String key(String parameter) {
        String key = parameter.replaceFirst("=.*", "");
        return URLDecoder.decode(key, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
    }
}
