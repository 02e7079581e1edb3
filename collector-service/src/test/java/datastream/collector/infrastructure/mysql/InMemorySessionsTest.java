package datastream.collector.infrastructure.mysql;

import datastream.collector.fake.InMemoryAccounts;
import datastream.collector.fake.InMemorySessions;
import datastream.collector.usecase.account.Accounts;
import datastream.collector.usecase.account.SessionLimits;
import datastream.collector.usecase.account.Sessions;
import java.time.Clock;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The fake keeps the contract too, so tests that use it mean something. */
class InMemorySessionsTest extends SessionsContract {

    private final InMemoryAccounts accounts = new InMemoryAccounts();

    @Override
    Accounts accounts() {
        return accounts;
    }

    @Override
    Sessions sessions(SessionLimits limits) {
        return new InMemorySessions(accounts::find, limits, Clock.systemUTC());
    }

    @Test
    @Override
    @Disabled("Each has its own sessions")
    void ofManyWhoShowATokenAtOnceOneGoesOnAndOneEndsIt() {}

    @Test
    @Override
    @Disabled("Each has its own sessions")
    void ofManyWhoLogInAtOnceNoMoreStayThanMay() {}
}
