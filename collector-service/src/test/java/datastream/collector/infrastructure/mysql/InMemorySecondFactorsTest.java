package datastream.collector.infrastructure.mysql;

import datastream.collector.fake.InMemoryAccounts;
import datastream.collector.fake.InMemorySecondFactors;
import datastream.collector.usecase.account.Accounts;
import datastream.collector.usecase.account.SecondFactors;

class InMemorySecondFactorsTest extends SecondFactorsContract {

    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemorySecondFactors factors = new InMemorySecondFactors(accounts, 3_000);

    @Override
    Accounts accounts() {
        return accounts;
    }

    @Override
    SecondFactors factors() {
        return factors;
    }
}
