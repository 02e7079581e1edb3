package datastream.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PacerTest {

    private static final int TURNS = 20;

    private record Turn(int sender, long due) {}

    /** A turn that takes long makes the next ones late, but not due later. */
    @Test
    void turnsAreDueAtEvenDistancesHoweverLongTheyTake() throws InterruptedException {
        List<Turn> turns = new CopyOnWriteArrayList<>();
        CountDownLatch enough = new CountDownLatch(TURNS);
        Pacer pacer =
                new Pacer(
                        3,
                        1_000,
                        (sender, due) -> {
                            turns.add(new Turn(sender, due));
                            if (turns.size() == 2) {
                                await(due + 50_000_000);
                            }
                            enough.countDown();
                        },
                        new Progress());
        pacer.start();
        enough.await();
        pacer.close();

        int made = turns.size();
        List<Long> distances = new ArrayList<>();
        for (int i = 1; i < made; i++) {
            assertThat(turns.get(i).sender).isEqualTo(i % 3);
            distances.add(turns.get(i).due - turns.get(i - 1).due);
        }
        assertThat(distances).allMatch(distance -> distance == 1_000_000);
        assertThat(turns).as("after close").hasSize(made);
    }

    @Test
    void aTurnThatFailsIsAFailureOfTheLoad() throws InterruptedException {
        Progress progress = new Progress();
        CountDownLatch turned = new CountDownLatch(1);
        Pacer pacer =
                new Pacer(
                        1,
                        1_000,
                        (_, _) -> {
                            turned.countDown();
                            throw new IllegalStateException("broken");
                        },
                        progress);
        pacer.start();
        turned.await();
        pacer.close();

        assertThatThrownBy(progress::mark).hasMessageContaining("broken");
    }

    @Test
    void aReadingThatIsNotStoredIsAFailureOfTheLoad() {
        Progress progress = new Progress();
        progress.acknowledged(10, 10);
        assertThat(progress.mark().acknowledged()).isEqualTo(10);

        progress.acknowledged(10, 9);

        assertThatThrownBy(progress::mark).hasMessageContaining("of 10 readings 9 were stored");
    }

    private static void await(long nanoTime) {
        while (System.nanoTime() < nanoTime) {
            Thread.onSpinWait();
        }
    }
}
