package datastream.collector.domain;

/** Passwords that guessers have on their lists. Thread-safe. */
@FunctionalInterface
public interface KnownPasswords {

    /**
     * @param password in small letters
     */
    boolean contains(String password);
}
