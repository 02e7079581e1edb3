package datastream.collector.usecase.find;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Page;
import datastream.collector.domain.Position;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.ReadingPage;
import datastream.collector.domain.Seek;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindReadingsTest {

    private static final ReadingFilter ALL = ReadingFilter.ALL;

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
                        public List<StoredReading> seek(ReadingFilter filter, Seek seek) {
                            return stored.seek(filter, seek);
                        }

                        @Override
                        public StoredReading find(ReadingId id) {
                            return stored.find(id);
                        }

                        @Override
                        public long count(ReadingFilter filter) {
                            counts++;
                            return stored.count(filter);
                        }
                    });

    @ParameterizedTest(name = "limit {0}, offset {1}: {2} items, counted {3} times")
    @CsvSource({
        "5,0,5,1",
        "9,0,9,1",
        "10,0,10,0",
        "11,0,10,0",
        "3,7,3,0",
        "2,7,2,1",
        "5,7,3,0",
        "5,10,0,1",
        "5,99,0,1"
    })
    void tellsTheTotalAndCountsOnlyWhenThePageDoesNotTellIt(
            int limit, int offset, int items, int counted) {
        stored.append(Readings.series(Readings.ROOM_1, 10));
        var page = findReadings.find(ALL, new Page(limit, offset, Page.Order.DESC));
        assertThat(page.total()).isEqualTo(10);
        assertThat(page.data()).hasSize(items);
        assertThat(counts).isEqualTo(counted);
    }

    @Test
    void anEmptyStoreHasNoneWithoutCounting() {
        assertThat(findReadings.find(ALL, new Page(100, 0, Page.Order.ASC)).total()).isZero();
        assertThat(counts).isZero();
    }

    @ParameterizedTest(name = "limit {0}, offset {1}: previous {2}, next {3}")
    @CsvSource({
        "10,0,false,false",
        "9,0,false,true",
        "3,7,true,false",
        "2,7,true,true",
        "5,10,false,false"
    })
    void aPageTellsWhetherOthersComeBeforeAndAfter(
            int limit, int offset, boolean previous, boolean next) {
        stored.append(Readings.series(Readings.ROOM_1, 10));
        var page = findReadings.find(ALL, new Page(limit, offset, Page.Order.ASC));
        assertThat(page.previous() != null).isEqualTo(previous);
        assertThat(page.next() != null).isEqualTo(next);
    }

    @Test
    void thePageBeforeTheSecondIsTheFirst() {
        stored.append(Readings.series(Readings.ROOM_1, 10));
        for (Page.Order order : Page.Order.values()) {
            ReadingPage first = findReadings.find(ALL, new Page(4, 0, order));
            ReadingPage second = findReadings.find(ALL, first.next(), order, 4);
            assertThat(findReadings.find(ALL, second.previous(), order, 4)).isEqualTo(first);
            assertThat(findReadings.find(ALL, second.next(), order, 4).next()).isNull();
        }
    }

    @Test
    void whatIsLeftOutBehindAnEmptyPageIsFoundOnTheWayBack() {
        stored.append(Readings.series(Readings.ROOM_1, 3));
        List<StoredReading> all = stored.find(ALL, new Page(9, 0, Page.Order.ASC));
        Position behind = new Position(all.getLast().id(), Position.Heading.NEXT);
        ReadingPage empty = findReadings.find(ALL, behind, Page.Order.ASC, 9);
        assertThat(empty.data()).isEmpty();
        assertThat(empty.total()).isEqualTo(3);
        assertThat(empty.next()).isNull();
        assertThat(findReadings.find(ALL, empty.previous(), Page.Order.ASC, 9).data())
                .isEqualTo(all);

        Position before = new Position(all.getFirst().id(), Position.Heading.PREVIOUS);
        empty = findReadings.find(ALL, before, Page.Order.ASC, 9);
        assertThat(empty.previous()).isNull();
        assertThat(findReadings.find(ALL, empty.next(), Page.Order.ASC, 9).data()).isEqualTo(all);
    }
}
