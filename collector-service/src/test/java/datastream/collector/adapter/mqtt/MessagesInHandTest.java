package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MessagesInHandTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final MessagesInHand inHand = new MessagesInHand(now::get);

    @Test
    void countsWhatIsNotSettledEachOnce() {
        var first = inHand.take();
        var second = inHand.take();
        second.settle();
        second.settle();
        assertThat(inHand.count()).isEqualTo(1);
        first.settle();
        assertThat(inHand.count()).isZero();
    }

    @Test
    void nothingIsOvertakenWhileNothingIsSettled() {
        inHand.take();
        inHand.take();
        pass(100);
        assertThat(inHand.overtaken()).isZero();
    }

    @Test
    void nothingIsOvertakenWhileAllGoesInOrder() {
        var first = inHand.take();
        inHand.take();
        pass(100);
        first.settle();
        pass(100);
        assertThat(inHand.overtaken()).isZero();
    }

    @Test
    void theOldestIsOvertakenFromTheFirstThatPassesIt() {
        inHand.take();
        var second = inHand.take();
        var third = inHand.take();
        pass(100);
        second.settle();
        pass(2);
        third.settle();
        pass(1);
        assertThat(inHand.overtaken()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void theNextOldestHasItsOwnTime() {
        var first = inHand.take();
        inHand.take();
        var third = inHand.take();
        third.settle();
        pass(29);
        first.settle();
        pass(2);
        assertThat(inHand.overtaken()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void allIsWellOnceTheOldestHasFollowed() {
        var first = inHand.take();
        inHand.take().settle();
        pass(40);
        first.settle();
        assertThat(inHand.overtaken()).isZero();
    }

    @Test
    void waitsForTheLastToBeSettled() throws InterruptedException {
        var only = inHand.take();
        assertThat(inHand.awaitNone(Duration.ZERO)).isFalse();
        CompletableFuture<Void> settled = CompletableFuture.runAsync(only::settle);
        assertThat(inHand.awaitNone(Duration.ofSeconds(20))).isTrue();
        settled.join();
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
