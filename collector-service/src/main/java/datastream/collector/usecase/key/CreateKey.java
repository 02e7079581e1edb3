package datastream.collector.usecase.key;

import datastream.collector.domain.ApiKey;
import datastream.collector.domain.KeyTerms;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.audit.Actor;
import datastream.reading.InvalidField;
import datastream.reading.Timestamps;
import datastream.security.OwnClients;
import datastream.security.Principal;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes API keys. Thread-safe. */
public final class CreateKey {

    private final KeyDirectory directory;
    private final CurrentKeys current;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param current hears of it at once; the other collectors' within 5 s
     */
    public CreateKey(KeyDirectory directory, CurrentKeys current, Clock clock) {
        this.directory = directory;
        this.current = current;
        this.clock = clock;
    }

    /**
     * A key, and what came of keeping it.
     *
     * @param key good for something only if it is done; nobody can be told it again
     */
    public record Made(ApiKey key, KeyDirectory.Outcome outcome) {}

    /**
     * @param by as for {@link KeyDirectory#create}
     * @param actor as for {@link KeyDirectory#create}
     * @throws InvalidField when it would have expired by now, or is called as one of {@link
     *     OwnClients}, which no broker would take it for
     * @throws StoreUnavailable when the database cannot answer now
     */
    public Made create(KeyTerms terms, Principal by, Actor actor) {
        if (OwnClients.NAMES.contains(terms.name())) {
            throw new InvalidField(
                    "name",
                    "must be none of %s: by these a broker knows the installation's own clients"
                            .formatted(String.join(" and ", OwnClients.NAMES)));
        }
        Long expiry = terms.expiresMicros();
        if (expiry != null && expiry <= Timestamps.toMicros(clock.instant())) {
            throw new InvalidField("expires_at", "must be in the future");
        }
        ApiKey key = ApiKey.random(random);
        KeyDirectory.Outcome outcome = directory.create(key, terms, by, actor);
        // Whoever is told the key is not to be told that something failed.
        current.learn();
        return new Made(key, outcome);
    }
}
