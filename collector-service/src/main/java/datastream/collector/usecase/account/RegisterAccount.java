package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.reading.InvalidField;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.security.Role;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Creates accounts. The first account of all needs no permission and becomes the administrator;
 * every later one needs an administrator. Thread-safe, also across collectors.
 */
public final class RegisterAccount {

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,49}");
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 128;

    /** What came of a registration. */
    public sealed interface Result {
        /** The account exists now. */
        record Registered(Account account) implements Result {}

        /** Somebody has this name already. */
        record NameTaken() implements Result {}

        /** There are accounts, and the caller is not an administrator. */
        record NotAllowed() implements Result {}
    }

    private final Accounts accounts;
    private final PasswordHasher passwords;

    public RegisterAccount(Accounts accounts, PasswordHasher passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /**
     * @param username {@code [a-z0-9][a-z0-9._-]{1,49}}
     * @param password 8 to 128 characters
     * @param wanted role of the new account; null for the usual one
     * @param caller who asks; null when nobody has logged in
     * @throws InvalidField naming the field that breaks its rule
     */
    public Result register(
            String username, String password, @Nullable Role wanted, @Nullable Principal caller) {
        checkUsername(username);
        checkPassword(password);
        if (caller != null && caller.role().may(Permission.ADMINISTER)) {
            Role role = wanted == null ? Role.USER : wanted;
            Account account = new Account(username, passwords.hash(password), role);
            return accounts.add(account) ? new Result.Registered(account) : new Result.NameTaken();
        }
        return registerFounder(username, password, wanted);
    }

    private Result registerFounder(String username, String password, @Nullable Role wanted) {
        if (!accounts.isEmpty()) {
            return new Result.NotAllowed();
        }
        if (wanted != null && wanted != Role.ADMIN) {
            throw new InvalidField(
                    "role", "must be admin or absent: the first account is the administrator's");
        }
        Account founder = new Account(username, passwords.hash(password), Role.ADMIN);
        return accounts.addFounder(founder)
                ? new Result.Registered(founder)
                : new Result.NotAllowed();
    }

    private static void checkUsername(String username) {
        if (!USERNAME.matcher(username).matches()) {
            throw InvalidField.of("username", "must match " + USERNAME.pattern(), username);
        }
    }

    private static void checkPassword(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
            throw new InvalidField(
                    "password",
                    "must have %d to %d characters".formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
        }
    }
}
