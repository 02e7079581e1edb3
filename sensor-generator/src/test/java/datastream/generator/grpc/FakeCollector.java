package datastream.generator.grpc;

import datastream.reading.Reading;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.v1.ReadingServiceGrpc.ReadingServiceImplBase;
import datastream.v1.Rejection;
import datastream.wire.ReadingProto;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A collector that receives, and answers when and how the test says. */
final class FakeCollector extends ReadingServiceImplBase {

    final List<PublishRequest> requests = new CopyOnWriteArrayList<>();
    final Set<Long> timestamps = new ConcurrentSkipListSet<>();
    final AtomicInteger streams = new AtomicInteger();
    final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Batches that are answered together; 0 to answer nothing. */
    volatile int acknowledgeEvery = 1;

    /** Each stream breaks when it has received so many batches. */
    volatile int cutAfter = Integer.MAX_VALUE;

    /** Reject the first reading of each batch. */
    volatile boolean rejecting;

    private volatile StreamObserver<PublishResponse> newest;

    @Override
    public StreamObserver<PublishRequest> publish(StreamObserver<PublishResponse> answers) {
        streams.incrementAndGet();
        newest = answers;
        return new Stream(answers);
    }

    /** Breaks the stream that was opened last. */
    void cut() {
        newest.onError(Status.UNAVAILABLE.withDescription("cut by the test").asException());
    }

    private final class Stream implements StreamObserver<PublishRequest> {

        private final StreamObserver<PublishResponse> answers;
        private final PublishResponse.Builder answer = PublishResponse.newBuilder();
        private long received;
        private boolean over;

        Stream(StreamObserver<PublishResponse> answers) {
            this.answers = answers;
        }

        @Override
        public synchronized void onNext(PublishRequest request) {
            if (over) {
                return;
            }
            received++;
            if (request.getBatchNumber() != received) {
                complaints.add("batch " + request.getBatchNumber() + " came as number " + received);
            }
            requests.add(request);
            if (received > cutAfter) {
                over = true;
                answers.onError(Status.UNAVAILABLE.withDescription("cut").asException());
                return;
            }
            List<Reading> readings = ReadingProto.decode(request.getBatch()).readings();
            readings.forEach(reading -> timestamps.add(reading.timestampMicros()));
            if (rejecting) {
                answer.addRejections(
                        Rejection.newBuilder()
                                .setBatchNumber(received)
                                .setCode(Rejection.Code.CONFLICT)
                                .setMessage("another value is stored"));
            }
            if (acknowledgeEvery > 0 && received % acknowledgeEvery == 0) {
                answers.onNext(answer.setAcknowledgedThrough(received).build());
                answer.clear();
            }
        }

        @Override
        public void onError(Throwable e) {}

        @Override
        public synchronized void onCompleted() {
            over = true;
            answers.onCompleted();
        }
    }
}
