package datastream.collector.adapter.grpc;

import datastream.collector.adapter.IngestDoorContract;
import datastream.collector.adapter.TestTokens;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.security.Role;
import org.junit.jupiter.api.Nested;

class GrpcDoorIT {

    @Nested
    class Publish extends IngestDoorContract {
        @Override
        protected DoorClient open(IngestReadings ingest) throws Exception {
            return new PublishClient(new GrpcFixture(ingest), TestTokens.bearer(Role.DEVICE));
        }
    }

    @Nested
    class Send extends IngestDoorContract {
        @Override
        protected DoorClient open(IngestReadings ingest) throws Exception {
            return new SendClient(new GrpcFixture(ingest), TestTokens.bearer(Role.USER));
        }
    }
}
