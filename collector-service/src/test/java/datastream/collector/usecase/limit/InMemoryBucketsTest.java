package datastream.collector.usecase.limit;

import datastream.collector.fake.InMemoryBuckets;
import java.time.Duration;

class InMemoryBucketsTest extends BucketsContract {

    private final InMemoryBuckets buckets = new InMemoryBuckets();

    @Override
    protected Buckets buckets() {
        return buckets;
    }

    @Override
    protected Buckets elsewhere() {
        return buckets;
    }

    @Override
    protected void pass(Duration time) {
        buckets.pass(time);
    }
}
