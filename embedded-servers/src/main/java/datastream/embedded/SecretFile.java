package datastream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** A random secret that is made once and then kept in a file only its owner may read. */
public final class SecretFile {

    /** 288 bits: more than an HS256 key needs, and no padding in base64. */
    private static final int RANDOM_BYTES = 36;

    private SecretFile() {}

    /**
     * The secret kept in {@code file}, made now when there is none yet: 48 letters, digits, {@code
     * -} and {@code _}. The caller holds the folder's {@link FolderLock}.
     *
     * @throws UncheckedIOException when the file can be neither read nor written
     */
    public static String readOrMake(Path file) {
        try {
            String kept = Files.exists(file) ? Files.readString(file).strip() : "";
            return kept.isEmpty() ? make(file) : kept;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the secret in " + file, e);
        }
    }

    private static String make(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        OwnerOnly.writeFile(file, secret + "\n");
        return secret;
    }
}
