package datastream.collector;

import datastream.collector.adapter.http.Actors;
import datastream.collector.adapter.http.KeyRoutes;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.MySqlGoodKeys;
import datastream.collector.infrastructure.mysql.MySqlKeyDirectory;
import datastream.collector.usecase.key.CreateKey;
import datastream.collector.usecase.key.CurrentKeys;
import datastream.collector.usecase.key.ExpireKeys;
import datastream.collector.usecase.key.KeyDirectory;
import datastream.collector.usecase.key.KeyLimits;
import datastream.collector.usecase.key.RevokeKey;
import datastream.security.KeyVerifier;
import datastream.security.TokenVerifier;
import io.javalin.config.RoutesConfig;
import java.time.Clock;

/** The part of a collector that looks after API keys, wired by hand. */
final class KeyParts implements AutoCloseable {

    private final CurrentKeys current;
    private final KeyRoutes routes;
    private final ExpireKeys retention;

    /**
     * @param tokens checks whatever is no API key
     */
    KeyParts(AccountConfig config, Database database, TokenVerifier tokens, Clock clock) {
        current = new CurrentKeys(tokens, new MySqlGoodKeys(database), clock);
        KeyDirectory directory = new MySqlKeyDirectory(database, KeyLimits.USUAL);
        routes =
                new KeyRoutes(
                        directory,
                        new CreateKey(directory, current, clock),
                        new RevokeKey(directory, current),
                        new Actors(config.proxies()));
        retention = new ExpireKeys(directory);
    }

    void addTo(RoutesConfig config) {
        routes.addTo(config);
    }

    /** Checks tokens and keys. */
    TokenVerifier verifier() {
        return current;
    }

    /** Checks keys alone. */
    KeyVerifier keys() {
        return current;
    }

    /**
     * Must be known before a door opens.
     *
     * @throws datastream.collector.domain.StoreUnavailable when the database cannot answer now
     */
    void learn() {
        current.refresh();
    }

    void start() {
        current.start();
        retention.start();
    }

    @Override
    public void close() {
        retention.close();
        current.close();
    }
}
