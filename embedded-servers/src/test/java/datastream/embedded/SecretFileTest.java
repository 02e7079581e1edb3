package datastream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFileTest {

    @TempDir private Path folder;

    @Test
    void keepsTheSecretItMade() {
        Path file = folder.resolve("secret");
        String made = SecretFile.readOrMake(file);
        assertThat(made).hasSize(48);
        assertThat(SecretFile.readOrMake(file)).isEqualTo(made);
    }

    @Test
    void makesADifferentSecretForEachFile() {
        assertThat(SecretFile.readOrMake(folder.resolve("one")))
                .isNotEqualTo(SecretFile.readOrMake(folder.resolve("other")));
    }

    @Test
    void letsNobodyButTheOwnerRead() throws IOException {
        Path file = folder.resolve("secret");
        SecretFile.readOrMake(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesAnEmptyFile() throws IOException {
        Path file = Files.createFile(folder.resolve("secret"));
        assertThat(SecretFile.readOrMake(file)).hasSize(48);
    }
}
