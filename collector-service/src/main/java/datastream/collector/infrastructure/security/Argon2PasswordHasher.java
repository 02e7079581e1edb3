package datastream.collector.infrastructure.security;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import datastream.collector.usecase.account.PasswordHasher;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Argon2id with OWASP's parameters (19 MiB, 2 iterations, 1 lane). A few at a time, so that a storm
 * of logins neither fills the memory nor takes the processors from ingest. Thread-safe.
 */
public final class Argon2PasswordHasher implements PasswordHasher {

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int PARALLELISM = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int AT_ONCE = 2;

    private static final Argon2Function FUNCTION =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);

    private final Semaphore slots = new Semaphore(AT_ONCE, true);

    @Override
    public String hash(String password) {
        return inSlot(
                () -> Password.hash(password).addRandomSalt(SALT_BYTES).with(FUNCTION).getResult());
    }

    @Override
    public boolean matches(String password, String hash) {
        return inSlot(() ->
                Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    private <T> T inSlot(Supplier<T> work) {
        slots.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }
}
