package datastream.stack;

import datastream.embedded.BrokerAccess;
import datastream.embedded.EmbeddedBrokerConfig;
import datastream.embedded.EmbeddedMariaDbConfig;
import datastream.embedded.FolderInUse;
import datastream.embedded.FolderLock;
import datastream.embedded.SecretFile;
import datastream.security.TokenSecret;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where one local stack keeps everything, for itself alone while it runs. */
final class DataFolder implements AutoCloseable {

    private static final int NAME_LETTERS = 8;

    private final Path folder;
    private final FolderLock lock;

    private DataFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder, made when absent and then closed to other users of the machine.
     *
     * @throws StackFailure when another stack runs on it, or it cannot be written
     */
    static DataFolder take(Path folder) {
        try {
            return new DataFolder(folder, FolderLock.take(folder));
        } catch (FolderInUse e) {
            throw new StackFailure(
                    "DATA_DIR %s; stop that one or set DATA_DIR to another folder"
                            .formatted(e.getMessage()),
                    e);
        } catch (UncheckedIOException e) {
            throw new StackFailure(
                    "DATA_DIR %s cannot be used: %s".formatted(folder, e.getCause()), e);
        }
    }

    /** The given secret, or else the one that is kept here. */
    TokenSecret secret(@Nullable String given) {
        return new TokenSecret(
                given == null ? SecretFile.readOrMake(folder.resolve("jwt-secret")) : given);
    }

    /** A name for the collector at the broker that no other stack has and every run keeps. */
    String collectorName() {
        String random = SecretFile.readOrMake(folder.resolve("collector-name"));
        return "local-stack-" + random.substring(0, NAME_LETTERS);
    }

    EmbeddedMariaDbConfig database() {
        return EmbeddedMariaDbConfig.in(folder.resolve("mariadb"));
    }

    EmbeddedBrokerConfig broker(String bindAddress, int port, BrokerAccess access) {
        return new EmbeddedBrokerConfig(folder.resolve("broker"), bindAddress, port, access);
    }

    @Override
    public void close() {
        lock.close();
    }
}
