package datastream.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadedFilesIT {

    @TempDir Path folder;

    private final List<String> used = new ArrayList<>();
    private ReloadedFiles files;

    @BeforeEach
    void load() {
        Authority.write(folder, "a", "one");
        Authority.write(folder, "b", "two");
        files = new ReloadedFiles(List.of(file("a"), file("b")), this::use);
        files.load();
    }

    private PemFile file(String name) {
        return new PemFile(name, folder.resolve(name));
    }

    private void use(List<byte[]> contents) {
        String text = new String(contents.get(0), StandardCharsets.UTF_8);
        used.add(text + new String(contents.get(1), StandardCharsets.UTF_8));
        if (text.equals("bad")) {
            throw new UnusableTlsFile("bad");
        }
    }

    @Test
    void areUsedOnceWhileNothingChanges() {
        reload(3);

        assertThat(used).containsExactly("onetwo");
    }

    @Test
    void areUsedTogetherWhenBothHaveChangedOneAfterTheOther() {
        Authority.write(folder, "a", "three");
        reload(1);
        Authority.write(folder, "b", "four");
        reload(3);

        assertThat(used).containsExactly("onetwo", "threefour");
    }

    @Test
    void areTriedOnceWhenTheyAreNoGood() {
        Authority.write(folder, "a", "bad");
        reload(5);
        assertThat(used).containsExactly("onetwo", "badtwo");

        Authority.write(folder, "a", "one");
        reload(2);
        assertThat(used).containsExactly("onetwo", "badtwo", "onetwo");
    }

    private void reload(int times) {
        for (int i = 0; i < times; i++) {
            files.reload();
        }
    }
}
