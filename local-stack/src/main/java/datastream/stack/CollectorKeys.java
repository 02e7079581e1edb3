package datastream.stack;

import datastream.security.KeyGrant;
import datastream.security.KeyVerifier;
import datastream.security.Permission;
import datastream.security.Principal;
import org.jspecify.annotations.Nullable;

/** The API keys that a collector knows. */
record CollectorKeys(KeyVerifier keys) implements KeyRing {

    @Override
    public @Nullable DeviceKey find(String name, String text) {
        Principal principal = keys.principalOf(text);
        return principal != null && isCalled(name, principal) ? new Known(keys, principal) : null;
    }

    private static boolean isCalled(String name, Principal principal) {
        return principal.authority() instanceof KeyGrant grant
                && principal.equals(Principal.ofKey(name, grant));
    }

    private record Known(KeyVerifier keys, Principal principal) implements DeviceKey {

        @Override
        public boolean holds() {
            return keys.stillHolds(principal);
        }

        @Override
        public boolean mayIngest() {
            return principal.may(Permission.INGEST);
        }

        @Override
        public boolean coversAll() {
            return principal.scope().isUnlimited();
        }

        @Override
        public boolean covers(String sensorType, String id1) {
            return principal.scope().covers(sensorType, id1);
        }
    }
}
