package datastream.collector.adapter.grpc;

import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Overloaded;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.v1.Reading;
import datastream.v1.ReadingServiceGrpc;
import datastream.v1.SendResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** The service of readings.proto: one object per call does the work. */
final class ReadingService extends ReadingServiceGrpc.ReadingServiceImplBase {

    /** Readings, over all calls: some megabytes. */
    private static final int MOST_GATHERED = 20_000;

    private final IngestReadings ingest;
    private final OpenCalls open;
    private final Gathering.Limit gathered = new Gathering.Limit(MOST_GATHERED);

    ReadingService(IngestReadings ingest, OpenCalls open) {
        this.ingest = ingest;
        this.open = open;
    }

    @Override
    public StreamObserver<PublishRequest> publish(StreamObserver<PublishResponse> responses) {
        return bounded(
                PublishCall.begin(
                        ingest,
                        CallScope.current(),
                        (ServerCallStreamObserver<PublishResponse>) responses,
                        open));
    }

    @Override
    public StreamObserver<Reading> send(StreamObserver<SendResponse> response) {
        return bounded(
                SendCall.begin(
                        ingest,
                        CallScope.current(),
                        (ServerCallStreamObserver<SendResponse>) response,
                        gathered,
                        open));
    }

    private static <C extends OpenCalls.Call> C bounded(C call) {
        InboundBytes.onExcess(() -> call.fail(new Overloaded()));
        return call;
    }
}
