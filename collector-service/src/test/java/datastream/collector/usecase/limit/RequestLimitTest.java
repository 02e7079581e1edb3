package datastream.collector.usecase.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLimitTest {

    /** Rounded so that it is never more than was said. */
    @ParameterizedTest
    @CsvSource({"1, 60000000", "600, 100000", "7000, 8572", "12000, 5000", "599999, 101"})
    void oneComesBackAfterItsPartOfAMinute(int perMinute, long micros) {
        assertThat(new RequestLimit(perMinute, 1).eachMicros()).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({
        "12000, 2000, 200",
        "600, 300, 10",
        "60, 5, 1",
        "60, 40, 5",
        "600000, 100000, 10000"
    })
    void aCollectorTakesAsMuchAsASecondNeedsAndASmallPart(int perMinute, int atOnce, int portion) {
        assertThat(new RequestLimit(perMinute, atOnce).portion()).isEqualTo(portion);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "600001, 1", "1, 0", "1, 100001"})
    void hasItsBounds(int perMinute, int atOnce) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestLimit(perMinute, atOnce));
    }

    @Test
    void noneIsNone() {
        assertThat(RequestLimit.NONE.isNone()).isTrue();
        assertThat(RequestLimits.USUAL.ofCaller().isNone()).isFalse();
    }
}
