package datastream.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestOutcomeTest {

    private static final Rejection REJECTION =
            new Rejection(0, Rejection.Code.CONFLICT, "sensor_value", "differs");

    @Test
    void speaksForAllThreeKinds() {
        assertThat(new IngestOutcome(2, 3, List.of(REJECTION)).size()).isEqualTo(6);
    }

    @Test
    void countsADuplicateAsStored() {
        assertThat(new IngestOutcome(0, 1, List.of(REJECTION)).anythingStored()).isTrue();
        assertThat(new IngestOutcome(1, 0, List.of()).anythingStored()).isTrue();
        assertThat(new IngestOutcome(0, 0, List.of(REJECTION)).anythingStored()).isFalse();
    }

    @Test
    void keepsItsOwnRejections() {
        List<Rejection> rejections = new ArrayList<>(List.of(REJECTION));
        IngestOutcome outcome = new IngestOutcome(0, 0, rejections);
        rejections.clear();

        assertThat(outcome.rejections()).containsExactly(REJECTION);
    }
}
