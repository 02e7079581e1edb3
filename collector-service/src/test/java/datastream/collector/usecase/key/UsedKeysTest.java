package datastream.collector.usecase.key;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UsedKeysTest {

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE);
    private final Store store = new Store();
    private final UsedKeys used = new UsedKeys(store, nanoTime::get);

    private static final class Store implements GoodKeys {
        private final List<Set<Long>> told = new ArrayList<>();
        private RuntimeException failure;

        @Override
        public long version() {
            return 0;
        }

        @Override
        public All all() {
            return new All(0, List.of());
        }

        @Override
        public void used(Set<Long> keys) {
            told.add(keys);
            if (failure != null) {
                throw failure;
            }
        }
    }

    @Test
    void writesNothingWhenNoneWasUsed() {
        used.tell();
        assertThat(store.told).isEmpty();
    }

    @Test
    void writesTheFirstAtOnceAndThenOnceAMinute() {
        used.add(1);
        used.add(1);
        used.tell();
        assertThat(store.told).containsExactly(Set.of(1L));
        used.add(2);
        used.add(3);
        pass(Duration.ofMinutes(1).minusNanos(1));
        used.tell();
        assertThat(store.told).hasSize(1);
        pass(Duration.ofNanos(1));
        used.tell();
        assertThat(store.told).containsExactly(Set.of(1L), Set.of(2L, 3L));
        pass(Duration.ofMinutes(1));
        used.tell();
        assertThat(store.told).as("each use is told once").hasSize(2);
    }

    @Test
    void whatCannotBeWrittenIsForgottenAndNotTriedAllTheTime() {
        for (RuntimeException failure :
                List.of(new StoreUnavailable("away"), new IllegalStateException("ours"))) {
            store.failure = failure;
            used.add(1);
            used.tell();
            used.add(2);
            used.tell();
            pass(Duration.ofMinutes(1));
        }
        store.failure = null;
        used.tell();
        assertThat(store.told).containsExactly(Set.of(1L), Set.of(1L, 2L), Set.of(2L));
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
