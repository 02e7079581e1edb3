package datastream.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are used together, and used anew when they have changed. Their content is looked at,
 * not their time: Kubernetes and Docker exchange links and folders. A change counts when two looks
 * have found the same, since a certificate and its key are seldom exchanged in one moment. Used by
 * one thread at a time.
 */
final class ReloadedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadedFiles.class);

    private final List<PemFile> files;
    private final Consumer<List<byte[]>> use;

    /** What the last look has found: a digest, since one of the files is a key; or a fault. */
    private String seen = "";

    /** What was last used. */
    private String used = "";

    /** What was last said to be wrong. */
    private String fault = "";

    /**
     * @param use takes the contents, in the order of the files; throws {@link UnusableTlsFile} and
     *     goes on with what it had when they are no good
     */
    ReloadedFiles(List<PemFile> files, Consumer<List<byte[]>> use) {
        this.files = List.copyOf(files);
        this.use = use;
    }

    private record Look(String state, List<byte[]> contents, @Nullable UnusableTlsFile fault) {

        List<byte[]> usable() {
            if (fault != null) {
                throw fault;
            }
            return contents;
        }
    }

    /**
     * The first time.
     *
     * @throws UnusableTlsFile when they are no good
     */
    void load() {
        Look look = look();
        use.accept(look.usable());
        seen = look.state();
        used = look.state();
    }

    /** Uses them anew if they have changed; says once that they are no good. */
    void reload() {
        Look look = look();
        boolean settled = look.state().equals(seen);
        seen = look.state();
        if (!settled || look.state().equals(used)) {
            return;
        }
        try {
            use.accept(look.usable());
            used = look.state();
            LOG.info("{}: changed, and loaded anew", settings());
        } catch (UnusableTlsFile e) {
            // It may become good by itself: a certificate that is not valid yet.
            say(String.valueOf(e.getMessage()));
        }
    }

    private void say(String message) {
        if (!message.equals(fault)) {
            LOG.warn("{}; what was loaded before is used on", message);
        }
        fault = message;
    }

    private Look look() {
        try {
            List<byte[]> contents = files.stream().map(PemFile::read).toList();
            String state =
                    contents.stream().map(ReloadedFiles::digest).collect(Collectors.joining(" "));
            return new Look(state, contents, null);
        } catch (UnusableTlsFile e) {
            return new Look(String.valueOf(e.getMessage()), List.of(), e);
        }
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private String settings() {
        return files.stream().map(PemFile::setting).collect(Collectors.joining(", "));
    }
}
