package datastream.collector.domain.quality;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The interval at which a sensor usually reports: the median of the differences between neighbours,
 * which gaps and bursts hardly move. Exact for {@value #SAMPLE} differences; of more, the median of
 * so many of them, chosen at random (Algorithm R: Vitter, "Random Sampling with a Reservoir", ACM
 * Trans. Math. Softw. 11, 1985), but the same ones each time. Not thread-safe.
 */
public final class UsualInterval {

    static final int SAMPLE = 10_000;

    private final long[] sample = new long[SAMPLE];
    private final Random random = new Random(1985);
    private long differences;
    private long last = -1;

    /**
     * @param micros time of the next reading, microseconds since 1970, later than the one before
     */
    public void accept(long micros) {
        if (last >= 0) {
            long place = differences < SAMPLE ? differences : random.nextLong(differences + 1);
            if (place < SAMPLE) {
                sample[(int) place] = micros - last;
            }
            differences++;
        }
        last = micros;
    }

    /** In microseconds, at least 1; null before the second reading. */
    public @Nullable Long median() {
        int size = (int) Math.min(SAMPLE, differences);
        if (size == 0) {
            return null;
        }
        long[] sorted = Arrays.copyOf(sample, size);
        Arrays.sort(sorted);
        long upper = sorted[size / 2];
        return size % 2 == 1 ? upper : (sorted[size / 2 - 1] + upper) / 2;
    }
}
