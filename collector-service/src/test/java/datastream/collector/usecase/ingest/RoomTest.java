package datastream.collector.usecase.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoomTest {

    private final Room room = new Room(new IngestLimits(100, 1_000));

    @Test
    void admitsAtOnceWhileThereIsRoom() {
        assertThat(room.enter(60, 10).admitted()).isCompleted();
        assertThat(room.enter(40, 10).admitted()).isCompleted();
        assertThat(room.readings()).isEqualTo(100);
        assertThat(room.bytes()).isEqualTo(20);
    }

    @Test
    void holdsBackWhatIsTooManyReadings() {
        Room.Place first = room.enter(100, 10);
        Room.Place second = room.enter(1, 10);
        assertThat(second.admitted()).isNotDone();
        room.leave(first);
        assertThat(second.admitted()).isCompleted();
        assertThat(room.readings()).isEqualTo(1);
    }

    @Test
    void holdsBackWhatIsTooManyBytes() {
        Room.Place first = room.enter(1, 999);
        Room.Place second = room.enter(1, 2);
        assertThat(second.admitted()).isNotDone();
        room.leave(first);
        assertThat(second.admitted()).isCompleted();
    }

    @Test
    void letsNobodyOvertakeWhoWaitsLonger() {
        room.enter(60, 1);
        Room.Place large = room.enter(60, 1);
        Room.Place small = room.enter(1, 1);
        assertThat(large.admitted()).isNotDone();
        assertThat(small.admitted()).isNotDone();
    }

    @Test
    void whatIsLargerThanTheRoomHasItForItself() {
        Room.Place small = room.enter(1, 1);
        Room.Place huge = room.enter(1_000, 1_000_000);
        assertThat(huge.admitted()).isNotDone();
        room.leave(small);
        assertThat(huge.admitted()).isCompleted();
        Room.Place next = room.enter(1, 1);
        assertThat(next.admitted()).isNotDone();
        room.leave(huge);
        assertThat(next.admitted()).isCompleted();
        room.leave(next);
        assertThat(room.readings()).isZero();
        assertThat(room.bytes()).isZero();
    }

    @Test
    void whoWithdrawsMakesWayForTheNext() {
        room.enter(60, 1);
        Room.Place large = room.enter(60, 1);
        Room.Place small = room.enter(1, 1);
        assertThat(room.withdraw(large)).isTrue();
        assertThat(large.admitted()).isNotDone();
        assertThat(small.admitted()).isCompleted();
        assertThat(room.withdraw(small)).isFalse();
        assertThat(room.readings()).isEqualTo(61);
    }

    @Test
    void aLongLineThatLeavesAtOnceIsAdmittedToItsEnd() {
        Room.Place inside = room.enter(100, 1);
        AtomicInteger left = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            Room.Place place = room.enter(100, 0);
            place.admitted()
                    .thenRun(() -> {
                        room.leave(place);
                        left.incrementAndGet();
                    });
        }
        assertThat(room.waiting()).isEqualTo(10_000);
        room.leave(inside);
        assertThat(left).hasValue(10_000);
        assertThat(room.waiting()).isZero();
        assertThat(room.readings()).isZero();
    }

    @Test
    void turnsAwayWhatWouldMakeTheQueueTooLarge() {
        Room.Place inside = room.enter(100, 1_000);
        Room.Place waiting = room.enter(1, 900);
        Room.Place tooMuch = room.enter(1, 101);
        assertThat(tooMuch.admitted()).isCompletedExceptionally();
        room.leave(tooMuch);
        assertThat(room.readings()).isEqualTo(100);
        room.leave(inside);
        assertThat(waiting.admitted()).isCompleted();
        assertThat(room.enter(1, 100).admitted()).isCompleted();
        assertThat(room.waiting()).isZero();
    }
}
