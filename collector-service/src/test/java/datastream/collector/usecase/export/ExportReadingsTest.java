package datastream.collector.usecase.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportReadingsTest {

    private boolean away;

    private final ExportReadings exports =
            new ExportReadings(
                    (filter, order, after) -> {
                        if (away) {
                            throw new StoreUnavailable("away");
                        }
                        return List::of;
                    },
                    2);

    @Test
    void soManyAndNoMoreGoOnAtOnce() {
        Export first = begin();
        try (Export second = begin()) {
            assertThat(second.next()).isEmpty();
            assertThatExceptionOfType(TooManyExports.class).isThrownBy(this::begin);
            assertThat(exports.running()).isEqualTo(2);
            assertThat(exports.refused()).isEqualTo(1);
        }
        assertThat(exports.running()).isEqualTo(1);
        try (Export second = begin()) {
            first.close();
            first.close();
            try (Export third = begin()) {
                assertThatExceptionOfType(TooManyExports.class).isThrownBy(this::begin);
                assertThat(third.next()).isEqualTo(second.next());
            }
        }
    }

    @Test
    void oneThatDoesNotBeginDoesNotCount() {
        away = true;
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(this::begin);
        }
        away = false;
        try (Export export = begin()) {
            assertThat(export.next()).isEmpty();
        }
    }

    @Test
    void whatWasHandedOutAsAWholeIsToldFromWhatWasNot() {
        ExportReadings finite = new ExportReadings((filter, order, after) -> () -> null, 2);
        try (Export export = finite.begin(ReadingFilter.ALL, Page.Order.ASC, null)) {
            assertThat(export.next()).isNull();
        }
        finite.begin(ReadingFilter.ALL, Page.Order.ASC, null).close();
        assertThat(finite.whole()).isEqualTo(1);
        assertThat(finite.broken()).isEqualTo(1);
        try (Export export = begin()) {
            assertThat(export.next()).isEmpty();
        }
        assertThat(exports.whole()).isZero();
        assertThat(exports.broken()).isEqualTo(1);
    }

    private Export begin() {
        return exports.begin(ReadingFilter.ALL, Page.Order.ASC, null);
    }
}
