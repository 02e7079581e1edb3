package datastream.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GcLogTest {

    @Test
    void findsWhatEachFullCollectionLeft() {
        List<String> lines =
                List.of(
                        "[0.5s] GC(0) Pause Young (Allocation Failure) 51M->12M(185M) 8.100ms",
                        "[1.5s] GC(1) Pause Full (Allocation Failure) 170M->41M(185M) 60.123ms",
                        "[2.5s] GC(2) Pause Young (Allocation Failure) 91M->90M(185M) 8.100ms",
                        "[3.5s] GC(3) Pause Full (Ergonomics) 171M->55M(185M) 60.123ms",
                        "[4.5s] GC(4) Pause Full (System.gc()) 71M->7M(185M) 60.123ms");

        assertThat(GcLog.left(lines)).containsExactly(41, 55, 7);
    }

    @Test
    void saysNothingOfAHeapThatNeverNeededAFullCollection() {
        List<String> lines =
                List.of("[0.5s] GC(0) Pause Young (Allocation Failure) 151M->112M(185M) 8.100ms");

        assertThat(GcLog.left(lines)).isEmpty();
    }
}
