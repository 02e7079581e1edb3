package datastream.collector.fake;

import datastream.collector.usecase.account.PasswordHasher;

/** Quick, and of no use but for tests; counts its work. */
public final class ReversingHasher implements PasswordHasher {

    private int checks;

    /** How many passwords were checked. */
    public int checks() {
        return checks;
    }

    @Override
    public String hash(String password) {
        return new StringBuilder(password).reverse().toString();
    }

    @Override
    public boolean matches(String password, String hash) {
        checks++;
        return hash(password).equals(hash);
    }
}
