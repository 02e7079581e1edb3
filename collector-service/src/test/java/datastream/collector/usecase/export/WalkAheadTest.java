package datastream.collector.usecase.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.InMemoryWalks;
import datastream.collector.fake.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WalkAheadTest {

    private final InMemoryReadings stored = new InMemoryReadings();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void itIsTheSameWalk() {
        stored.append(Readings.series(Readings.ROOM_1, 25));
        ReadingWalk walk = new WalkAhead(walk());
        List<StoredReading> all = new ArrayList<>();
        for (List<StoredReading> next = walk.next(); next != null; next = walk.next()) {
            all.addAll(next);
        }
        assertThat(all).isEqualTo(stored.find(ReadingFilter.ALL, new Page(100, 0, Page.Order.ASC)));
    }

    @Test
    void itIsOnePortionAheadAndNoMore() {
        stored.append(Readings.series(Readings.ROOM_1, 25));
        ReadingWalk walk = walk();
        ReadingWalk ahead =
                new WalkAhead(() -> {
                    asked.incrementAndGet();
                    return walk.next();
                });
        assertThat(asked).hasValue(0);
        ahead.next();
        await().until(() -> asked.get() == 2);
        ahead.next();
        await().until(() -> asked.get() == 3);
    }

    @Test
    void whatFailsAheadFailsWhenItIsAskedFor() {
        stored.append(Readings.series(Readings.ROOM_1, 25));
        ReadingWalk walk = walk();
        ReadingWalk ahead =
                new WalkAhead(() -> {
                    if (asked.incrementAndGet() > 1) {
                        throw new StoreUnavailable("away");
                    }
                    return walk.next();
                });
        assertThat(ahead.next()).hasSize(10);
        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(ahead::next);
    }

    private ReadingWalk walk() {
        return new InMemoryWalks(stored, 10).walk(ReadingFilter.ALL, Page.Order.ASC, null);
    }
}
