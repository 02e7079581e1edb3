package datastream.benchmark.load;

import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * {@code Publish} streams, each on a connection of its own with its share of the sensors: as many
 * batches as come through, or evenly at a rate, whatever became of those before.
 */
final class GatewayLoad implements Load {

    private static final int MOST_OUTSTANDING = 32;

    private final LoadOrder order;
    private final Channels channels;
    private final List<Stream> streams = new ArrayList<>();

    private final Progress progress;
    private final Recorder latencies = new Recorder(3);
    private final @Nullable Pacer pacer;

    GatewayLoad(LoadOrder order, Targets targets, Progress progress) {
        this.order = order;
        this.progress = progress;
        channels = new Channels(targets);
        pacer =
                order.rate() == 0
                        ? null
                        : new Pacer(
                                order.senders(),
                                order.rate() / order.batch(),
                                (sender, due) -> streams.get(sender).send(due),
                                progress);
    }

    @Override
    public void start() {
        int share = order.sensors() / order.senders();
        for (int i = 0; i < order.senders(); i++) {
            Stream stream = new Stream(new BatchSource(order, i * share, share));
            streams.add(stream);
            channels.open().publish(stream);
        }
        if (pacer != null) {
            pacer.start();
        }
    }

    @Override
    public Histogram latencies() {
        Histogram all = latencies.getIntervalHistogram();
        long now = System.nanoTime();
        streams.forEach(stream -> stream.addAges(all, now));
        return all;
    }

    @Override
    public void close() {
        if (pacer != null) {
            pacer.close();
        }
        channels.close();
    }

    private final class Stream implements ClientResponseObserver<PublishRequest, PublishResponse> {

        private final BatchSource source;

        /** When each batch was due that is not acknowledged; guarded by this, like the rest. */
        private final ArrayDeque<Long> due = new ArrayDeque<>();

        private long acknowledgedThrough;
        private @Nullable ClientCallStreamObserver<PublishRequest> call;

        Stream(BatchSource source) {
            this.source = source;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<PublishRequest> begun) {
            synchronized (this) {
                call = begun;
            }
            if (pacer == null) {
                begun.setOnReadyHandler(this::sendAll);
            }
        }

        synchronized void send(long dueNanos) {
            if (call != null) {
                due.add(dueNanos);
                call.onNext(
                        PublishRequest.newBuilder()
                                .setBatchNumber(acknowledgedThrough + due.size())
                                .setBatch(source.next())
                                .build());
            }
        }

        private synchronized void sendAll() {
            while (call != null && call.isReady() && due.size() < MOST_OUTSTANDING) {
                send(System.nanoTime());
            }
        }

        @Override
        public synchronized void onNext(PublishResponse response) {
            long now = System.nanoTime();
            long batches = response.getAcknowledgedThrough() - acknowledgedThrough;
            for (long i = 0; i < batches; i++) {
                latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(now - due.remove()));
            }
            acknowledgedThrough = response.getAcknowledgedThrough();
            progress.acknowledged(
                    batches * order.batch(), response.getCommitted() + response.getDuplicates());
            if (pacer == null) {
                sendAll();
            }
        }

        private synchronized void addAges(Histogram histogram, long now) {
            due.forEach(then ->
                    histogram.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(now - then))));
        }

        @Override
        public synchronized void onError(Throwable failure) {
            call = null;
            progress.failed(failure);
        }

        @Override
        public synchronized void onCompleted() {
            call = null;
            progress.failed("the collector ended a stream");
        }
    }
}
