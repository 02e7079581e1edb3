package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.v1.Reading;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final Reading GOOD =
            Reading.newBuilder().setSensorType("light").setId1("HALL").setId2(1).build();
    private static final Reading BAD = GOOD.toBuilder().setId1("hall").build();

    private final Gathering.Limit limit = new Gathering.Limit(3);
    private final Gathering one = new Gathering(limit);
    private final Gathering other = new Gathering(limit);

    @Test
    void allCallsTogetherGatherNoMoreThanTheLimit() {
        one.add(GOOD);
        other.add(GOOD);
        assertThat(one.mayGrow()).isTrue();
        assertThat(one.mayGrow()).isTrue();
        assertThat(other.mayGrow()).isTrue();
        assertThat(other.mayGrow()).isFalse();
    }

    @Test
    void whatIsTakenOutOrGivenUpMakesRoom() {
        growWhilePossible(one);
        one.take();
        assertThat(growWhilePossible(other)).isEqualTo(3);
        other.release();
        other.release();
        assertThat(growWhilePossible(one)).isEqualTo(3);
    }

    /** What is kept of it may be thousands of characters. */
    @Test
    void aBadReadingGathersNoOthers() {
        one.add(BAD);
        assertThat(one.mayGrow()).isFalse();
        assertThat(one.take().submission().bad()).hasSize(1);
        one.add(GOOD);
        assertThat(one.mayGrow()).isTrue();
    }

    @Test
    void positionsGoOnFromPortionToPortion() {
        one.add(GOOD);
        one.add(GOOD);
        assertThat(one.take().first()).isZero();
        one.add(GOOD);
        Gathering.Portion second = one.take();
        assertThat(second.first()).isEqualTo(2);
        assertThat(second.submission().size()).isEqualTo(1);
        assertThat(second.bytes()).isEqualTo(GOOD.getSerializedSize());
        assertThat(one.isEmpty()).isTrue();
    }

    private static int growWhilePossible(Gathering gathering) {
        int grown = 0;
        while (gathering.mayGrow()) {
            grown++;
        }
        return grown;
    }
}
