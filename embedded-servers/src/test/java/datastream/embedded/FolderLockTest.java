package datastream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderLockTest {

    @TempDir private Path temporary;

    @Test
    void refusesASecondHolderAndNamesTheFirst() {
        Path folder = temporary.resolve("taken");
        try (var held = FolderLock.take(folder)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> FolderLock.take(folder))
                    .isInstanceOf(FolderInUse.class)
                    .hasMessage(folder + " is in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void canBeTakenAgainAfterItWasGivenBack() {
        FolderLock.take(temporary).close();
        FolderLock.take(temporary).close();
    }

    @Test
    void makesAFolderForItsOwnerOnly() throws IOException {
        Path folder = temporary.resolve("outer/inner");
        FolderLock.take(folder).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }
}
