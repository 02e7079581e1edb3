package datastream.collector.usecase.find;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindReadingsTest {

    private static final ReadingFilter ALL = new ReadingFilter(null, null, null, null, null);

    private final InMemoryReadings stored = new InMemoryReadings();
    private int counts;

    private final FindReadings findReadings =
            new FindReadings(
                    new ReadingStore() {
                        @Override
                        public List<StoredReading> find(ReadingFilter filter, Page page) {
                            return stored.find(filter, page);
                        }

                        @Override
                        public long count(ReadingFilter filter) {
                            counts++;
                            return stored.count(filter);
                        }
                    });

    @ParameterizedTest(name = "limit {0}, offset {1}: {2} items, counted {3} times")
    @CsvSource({"5,0,5,1", "10,0,10,1", "11,0,10,0", "5,7,3,0", "5,10,0,1", "5,99,0,1"})
    void tellsTheTotalAndCountsOnlyWhenThePageDoesNotTellIt(
            int limit, int offset, int items, int counted) {
        stored.append(Readings.series(Readings.ROOM_1, 10));
        var slice = findReadings.find(ALL, new Page(limit, offset, Page.Order.DESC));
        assertThat(slice.total()).isEqualTo(10);
        assertThat(slice.data()).hasSize(items);
        assertThat(counts).isEqualTo(counted);
    }

    @Test
    void anEmptyStoreHasNoneWithoutCounting() {
        assertThat(findReadings.find(ALL, new Page(100, 0, Page.Order.ASC)).total()).isZero();
        assertThat(counts).isZero();
    }
}
