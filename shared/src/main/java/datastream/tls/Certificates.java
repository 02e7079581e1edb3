package datastream.tls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates, keys and authorities of this process, as new as their files. A change of these
 * counts for every handshake from some seconds later on; connections that are open go on with what
 * they have begun with. Changed files that are no good change nothing, and are said once.
 *
 * <p>Nothing is read before {@link #start}; {@link #close} may be called more than once.
 */
public final class Certificates implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private static final Duration LOOKED_AT = Duration.ofSeconds(2);

    private final Clock clock;
    private final Duration interval;
    private final List<ReloadedFiles> files = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private final @Nullable ServerTls server;
    private final ClientTls client;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("tls-files").factory());

    public Certificates(TlsConfig config) {
        this(config, Clock.systemUTC(), LOOKED_AT);
    }

    /**
     * @param interval how often the files are looked at; a change takes two of these
     */
    Certificates(TlsConfig config, Clock clock, Duration interval) {
        this.clock = clock;
        this.interval = interval;
        ReloadingKeyManager own = shown(config.server());
        ReloadingTrustManager clients = trusted(config.clientAuthorities());
        server = own == null ? null : new ServerTls(own, clients);
        client = new ClientTls(shown(config.client()), trusted(config.authorities()));
    }

    /** A certificate that is shown, and the warnings about its end. */
    private final class Shown {

        final CertificateFiles from;
        final ReloadingKeyManager keys = new ReloadingKeyManager();
        private @Nullable ExpiryWarning warning;

        Shown(CertificateFiles from) {
            this.from = from;
        }

        void show(List<byte[]> contents) {
            TlsIdentity identity = TlsIdentity.of(from, contents, clock.instant());
            keys.show(identity);
            LOG.info("{} is good until {}", setting(), identity.expiresAt());
            warning = new ExpiryWarning(identity.expiresAt());
            warn();
        }

        void warn() {
            Instant now = clock.instant();
            if (warning != null && warning.isDue(now)) {
                LOG.warn("{} {}", setting(), warning.text(now));
            }
        }

        private String setting() {
            return from.certificate().setting();
        }
    }

    private @Nullable ReloadingKeyManager shown(@Nullable CertificateFiles from) {
        if (from == null) {
            return null;
        }
        Shown identity = new Shown(from);
        shown.add(identity);
        files.add(new ReloadedFiles(List.of(from.certificate(), from.key()), identity::show));
        return identity.keys;
    }

    private @Nullable ReloadingTrustManager trusted(@Nullable PemFile from) {
        if (from == null) {
            return null;
        }
        ReloadingTrustManager authorities = new ReloadingTrustManager();
        files.add(
                new ReloadedFiles(
                        List.of(from), contents -> authorities.trust(from, contents.getFirst())));
        return authorities;
    }

    /** What the servers of this process speak TLS with; null when they are plain. */
    public @Nullable ServerTls server() {
        return server;
    }

    /** What its clients speak TLS with. */
    public ClientTls client() {
        return client;
    }

    /**
     * Reads all files, and from then on what changes of them.
     *
     * @throws UnusableTlsFile saying which is no good
     */
    public void start() {
        files.forEach(ReloadedFiles::load);
        if (!files.isEmpty()) {
            long millis = interval.toMillis();
            var _ = timer.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Looks at the files now; an exception would be the last look. */
    void look() {
        try {
            files.forEach(ReloadedFiles::reload);
            shown.forEach(Shown::warn);
        } catch (RuntimeException | Error e) {
            LOG.error("TLS files could not be looked at for a reason of our own", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
