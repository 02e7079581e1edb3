package datastream.benchmark.load;

import datastream.v1.Reading;
import datastream.v1.ReadingServiceGrpc.ReadingServiceStub;
import datastream.v1.SendResponse;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.jspecify.annotations.Nullable;

/**
 * {@code Send} calls, two on each connection, a sensor each. A call is told what became of its
 * readings only at its end, so each ends after some hundred of them and the next begins.
 */
final class SendLoad implements Load {

    private static final int READINGS_PER_CALL = 500;

    private final LoadOrder order;
    private final Channels channels;

    private final Progress progress;

    SendLoad(LoadOrder order, Targets targets, Progress progress) {
        this.order = order;
        this.progress = progress;
        channels = new Channels(targets);
    }

    @Override
    public void start() {
        for (int i = 0; i < order.senders(); i++) {
            // Two calls each: one sends while the other waits for its answer.
            ReadingServiceStub stub = channels.open();
            new Device(2 * i, stub, 0).call();
            new Device(2 * i + 1, stub, 0).call();
        }
    }

    @Override
    public void close() {
        channels.close();
    }

    /** One call; gRPC calls it from one thread at a time. */
    private final class Device implements ClientResponseObserver<Reading, SendResponse> {

        private final int sensor;
        private final ReadingServiceStub stub;
        private final long first;
        private int sent;
        private @Nullable ClientCallStreamObserver<Reading> call;

        Device(int sensor, ReadingServiceStub stub, long first) {
            this.sensor = sensor;
            this.stub = stub;
            this.first = first;
        }

        void call() {
            if (!progress.isEnding()) {
                stub.send(this);
            }
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<Reading> begun) {
            call = begun;
            begun.setOnReadyHandler(this::sendAll);
        }

        private void sendAll() {
            while (call != null && call.isReady() && sent < READINGS_PER_CALL) {
                call.onNext(reading(first + sent++));
                if (sent == READINGS_PER_CALL) {
                    call.onCompleted();
                }
            }
        }

        private Reading reading(long number) {
            var source = Rows.sensor(sensor);
            return Reading.newBuilder()
                    .setSensorType(source.type())
                    .setId1(source.id1())
                    .setId2(source.id2())
                    .setTimestampUs(Rows.timestampMicros(order.run(), number))
                    .setSensorValue(Rows.value(number))
                    .build();
        }

        @Override
        public void onNext(SendResponse response) {
            progress.acknowledged(
                    READINGS_PER_CALL, response.getCommitted() + response.getDuplicates());
        }

        @Override
        public void onError(Throwable failure) {
            call = null;
            progress.failed(failure);
        }

        @Override
        public void onCompleted() {
            new Device(sensor, stub, first + READINGS_PER_CALL).call();
        }
    }
}
