package datastream.collector;

import datastream.collector.adapter.http.Actors;
import datastream.collector.adapter.http.SecondFactorRoutes;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.MySqlSecondFactors;
import datastream.collector.usecase.account.Accounts;
import datastream.collector.usecase.account.CodeCheck;
import datastream.collector.usecase.account.OwnSecondFactor;
import datastream.collector.usecase.account.PasswordCheck;
import datastream.collector.usecase.account.ResealSecrets;
import datastream.collector.usecase.account.ResetSecondFactor;
import datastream.collector.usecase.account.ShowSecondFactor;
import datastream.collector.usecase.account.TotpSeal;
import datastream.collector.usecase.audit.Audit;
import datastream.security.TokenSecrets;

/** The part of a collector that looks after second factors, wired by hand. */
final class SecondFactorParts implements AutoCloseable {

    private final MySqlSecondFactors factors;
    private final TotpSeal seal;
    private final CodeCheck codes;
    private final ResealSecrets reseal;

    SecondFactorParts(Database database, TokenSecrets secrets) {
        factors = new MySqlSecondFactors(database);
        seal = new TotpSeal(secrets);
        codes = new CodeCheck(factors, seal);
        reseal = new ResealSecrets(factors, seal);
    }

    /** Takes codes. */
    CodeCheck codes() {
        return codes;
    }

    SecondFactorRoutes routes(Accounts accounts, PasswordCheck check, Actors actors, Audit audit) {
        return new SecondFactorRoutes(
                new OwnSecondFactor(check, factors, seal, codes, audit),
                new ResetSecondFactor(accounts, factors),
                new ShowSecondFactor(accounts, factors),
                actors);
    }

    /**
     * @throws datastream.collector.domain.StoreUnavailable when the database cannot answer now
     */
    void reseal() {
        reseal.resealAll();
    }

    void start() {
        reseal.start();
    }

    @Override
    public void close() {
        reseal.close();
    }
}
