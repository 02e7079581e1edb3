package datastream.collector.adapter.grpc;

import datastream.collector.usecase.ingest.IngestReadings;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.v1.Reading;
import datastream.v1.ReadingServiceGrpc;
import datastream.v1.SendResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** The service of readings.proto: one object per call does the work. */
final class ReadingService extends ReadingServiceGrpc.ReadingServiceImplBase {

    private final CallIngest ingest;

    ReadingService(IngestReadings ingest) {
        this.ingest = new CallIngest(ingest);
    }

    @Override
    public StreamObserver<PublishRequest> publish(StreamObserver<PublishResponse> responses) {
        return new PublishCall(ingest, (ServerCallStreamObserver<PublishResponse>) responses);
    }

    @Override
    public StreamObserver<Reading> send(StreamObserver<SendResponse> response) {
        return new SendCall(ingest, (ServerCallStreamObserver<SendResponse>) response);
    }
}
