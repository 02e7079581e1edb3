package datastream.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A PEM file, and the setting that names it.
 *
 * @param setting such as TLS_CERT
 * @param path where it is; it need not exist yet
 */
public record PemFile(String setting, Path path) {

    private static final int MOST_BYTES = 1024 * 1024;

    /**
     * @throws IllegalArgumentException when that is no path. It does not show the text: whoever
     *     mistakes the setting for the content gives us a key here
     */
    public static PemFile named(String setting, String path) {
        if (path.contains("-----") || path.contains("\n")) {
            throw noPath(setting);
        }
        try {
            return new PemFile(setting, Path.of(path));
        } catch (InvalidPathException e) {
            throw noPath(setting);
        }
    }

    private static IllegalArgumentException noPath(String setting) {
        return new IllegalArgumentException(setting + " must be the path of a PEM file");
    }

    /**
     * @throws UnusableTlsFile when it cannot be read
     */
    byte[] read() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new UnusableTlsFile("%s is too large: %s".formatted(setting, path));
            }
            return content;
        } catch (IOException e) {
            throw new UnusableTlsFile(
                    "%s cannot be read: %s (%s)".formatted(setting, path, reason(e)), e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "this user may not";
            default -> String.valueOf(e.getMessage());
        };
    }
}
