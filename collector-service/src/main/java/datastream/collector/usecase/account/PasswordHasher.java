package datastream.collector.usecase.account;

/** Turns passwords into what may be stored. Slow on purpose. Thread-safe. */
public interface PasswordHasher {

    /** A salted hash that names its own parameters. */
    String hash(String password);

    /** Whether {@code hash} was made from {@code password}. */
    boolean matches(String password, String hash);
}
