package datastream.collector.usecase.key;

import datastream.collector.domain.KeyTerms;
import datastream.security.KeyGrant;
import datastream.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * An API key that is not revoked, as collectors keep it in memory.
 *
 * @param hash what the key is known by ({@link datastream.collector.domain.ApiKey#hash})
 * @param principal whom it speaks for
 * @param grant what that one may do
 * @param expiresMicros from when on it is refused, microseconds since 1970, UTC; null for never
 */
public record GoodKey(
        String hash, Principal principal, KeyGrant grant, @Nullable Long expiresMicros) {

    public static GoodKey of(long id, String hash, KeyTerms terms) {
        KeyGrant grant = new KeyGrant(id, terms.permissions(), terms.scope());
        return new GoodKey(
                hash, Principal.ofKey(terms.name(), grant), grant, terms.expiresMicros());
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "GoodKey[hidden]";
    }
}
