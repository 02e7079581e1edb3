package datastream.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path README = Path.of("..", "..", "README.md");
    private static final Path EXAMPLE =
            Path.of("src", "test", "java", "datastream", "client", "Example.java");

    @Test
    void theReadmeShowsTheExampleThatIsRun() throws IOException {
        String[] parts = Files.readString(EXAMPLE).split("( *// README\n)");
        assertThat(parts).hasSize(3);
        assertThat(parts[1].lines()).hasSizeGreaterThan(5);
        assertThat(Files.readString(README))
                .contains(parts[1].stripTrailing().stripIndent().indent(4));
    }
}
