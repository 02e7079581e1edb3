package datastream.collector.infrastructure.mysql;

import datastream.collector.fake.InMemoryAttempts;
import datastream.collector.usecase.account.Attempts;
import java.time.Duration;

class InMemoryAttemptsTest extends AttemptsContract {

    private final InMemoryAttempts attempts = new InMemoryAttempts();

    @Override
    protected Attempts attempts() {
        return attempts;
    }

    @Override
    protected Attempts elsewhere() {
        return attempts;
    }

    @Override
    protected void pass(Duration time) {
        attempts.pass(time);
    }
}
