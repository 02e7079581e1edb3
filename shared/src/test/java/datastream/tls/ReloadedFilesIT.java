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
    private String bad = "bad";

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
        if (text.equals(bad)) {
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
    void areTriedAgainWhileTheyAreNoGood() {
        Authority.write(folder, "a", "bad");
        reload(3);
        assertThat(used).containsExactly("onetwo", "badtwo", "badtwo");

        // What was not good yet may be so without a change.
        bad = "";
        reload(3);
        assertThat(used).containsExactly("onetwo", "badtwo", "badtwo", "badtwo");
    }

    @Test
    void areNotUsedAnewWhenAMistakeIsTakenBack() {
        Authority.write(folder, "a", "bad");
        reload(2);
        Authority.write(folder, "a", "one");
        reload(3);
        assertThat(used).containsExactly("onetwo", "badtwo");
    }

    private void reload(int times) {
        for (int i = 0; i < times; i++) {
            files.reload();
        }
    }
}
