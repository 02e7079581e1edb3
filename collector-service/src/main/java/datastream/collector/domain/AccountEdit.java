package datastream.collector.domain;

import datastream.reading.InvalidField;
import datastream.security.Role;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator changes about an account.
 *
 * @param role its new role; null leaves that as it is
 * @param disabled whether it may do nothing from now on; null leaves that as it is
 */
public record AccountEdit(@Nullable Role role, @Nullable Boolean disabled) {

    /**
     * @throws InvalidField when nothing is to be changed
     */
    public AccountEdit {
        if (role == null && disabled == null) {
            throw new InvalidField("role", "must be given, or disabled, or both");
        }
    }

    /** The account as it is then, in its next generation; the same if that changes nothing. */
    public Account of(Account before) {
        Role newRole = role == null ? before.role() : role;
        boolean nowDisabled = disabled == null ? before.disabled() : disabled;
        if (newRole == before.role() && nowDisabled == before.disabled()) {
            return before;
        }
        return new Account(
                before.id(),
                before.username(),
                before.passwordHash(),
                newRole,
                nowDisabled,
                before.generation() + 1,
                before.secondFactor(),
                before.createdMicros());
    }
}
