package datastream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.chaos.process.Door;
import datastream.chaos.scenario.Outcome;
import datastream.chaos.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir private Path folder;

    @Test
    void showsEveryCountAndTheSeed() throws IOException {
        String text = written(result("MariaDB", 4711, passed()));

        assertThat(text)
                .contains("## MariaDB\n", "--seed 4711`, MariaDB 11.4.5, ")
                .contains(
                        "| all-killed | all killed | 30 | 90,000 | gRPC 1,234 (4.2 s) | 0 | 0 | 0 | 0 | 0 | 41 MB | passed | ");
    }

    @Test
    void showsWhatWasFound() throws IOException {
        String text = written(result("MariaDB", 1, failed()));

        assertThat(text).contains("**failed**: 3 readings are gone");
    }

    @Test
    void showsWhatCouldNotBeRun() throws IOException {
        String text = written(result("MariaDB", 1, notPossible()));

        assertThat(text).contains("not possible on the machine: nobody may mount");
    }

    @Test
    void replacesTheSectionOfItsDatabaseAndKeepsTheOther() throws IOException {
        written(result("MySQL", 1, passed()));
        written(result("MariaDB", 2, passed()));
        String text = written(result("MySQL", 3, passed()));

        assertThat(text).contains("seed 2`", "seed 3`").doesNotContain("seed 1`");
        assertThat(text).containsOnlyOnce("# Reliability\n").containsOnlyOnce("## MySQL\n");
    }

    @Test
    void replacesOnlyTheRowsOfItsScenarios() throws IOException {
        written(result("MySQL", 1, passed()));
        written(result("MySQL", 2, named("collector-kill")));
        String text = written(result("MySQL", 3, named("disk-full")));

        assertThat(text.lines().filter(line -> line.contains("--seed ")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("| collector-kill |", "--seed 2`"),
                        line -> assertThat(line).contains("| all-killed |", "--seed 1`"),
                        line -> assertThat(line).contains("| disk-full |", "--seed 3`"));
    }

    @Test
    void aRunWithAFindingHasFailed() {
        assertThat(result("MariaDB", 1, passed()).passed()).isTrue();
        assertThat(result("MariaDB", 1, notPossible()).passed()).isTrue();
        assertThat(result("MariaDB", 1, failed()).passed()).isFalse();
    }

    @Test
    void theTerminalNamesTheFolderOfAFailure() {
        assertThat(OutcomeText.of(failed())).contains("FAILED", "3 readings are gone", "/journals");
        assertThat(OutcomeText.of(passed())).contains("passed").doesNotContain("/journals");
        assertThat(OutcomeText.of(notPossible())).contains("not possible on this machine");
    }

    private String written(ChaosResult result) throws IOException {
        Path file = folder.resolve("deep/report.md");
        new Report(file).write(result);
        return Files.readString(file);
    }

    private static ChaosResult result(String product, long seed, Outcome outcome) {
        return new ChaosResult(
                product, "--long --seed " + seed, List.of(outcome), Duration.ofMinutes(3));
    }

    private static Outcome passed() {
        return outcome(List.of(), new Verdict(90_100, 90_000, 90_050, 0, 0, 0, 0, 0, 0, 0), null);
    }

    private static Outcome failed() {
        return outcome(
                List.of("3 readings are gone"),
                new Verdict(90_100, 90_000, 90_050, 3, 0, 0, 0, 0, 0, 0),
                null);
    }

    private static Outcome notPossible() {
        return outcome(List.of(), null, "nobody may mount");
    }

    private static Outcome named(String scenario) {
        return outcome(
                scenario,
                List.of(),
                new Verdict(90_100, 90_000, 90_050, 0, 0, 0, 0, 0, 0, 0),
                null);
    }

    private static Outcome outcome(
            List<String> findings, @Nullable Verdict verdict, @Nullable String notPossible) {
        return outcome("all-killed", findings, verdict, notPossible);
    }

    private static Outcome outcome(
            String scenario,
            List<String> findings,
            @Nullable Verdict verdict,
            @Nullable String notPossible) {
        return new Outcome(
                scenario,
                "MariaDB 11.4.5",
                "all killed",
                30,
                List.of(new Outcome.AtDoor(Door.GRPC, 1_234, Duration.ofMillis(4_200))),
                verdict,
                findings,
                41,
                Duration.ofSeconds(99),
                Path.of("/journals"),
                notPossible);
    }
}
