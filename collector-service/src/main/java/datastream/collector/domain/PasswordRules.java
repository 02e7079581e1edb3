package datastream.collector.domain;

import datastream.reading.InvalidField;
import java.util.List;
import java.util.Locale;

/**
 * What a password must be like: long enough, and none of those that are guessed first. No rules
 * about kinds of characters, which make passwords worse (NIST SP 800-63B, section 3.1.1.2).
 * Thread-safe.
 */
public final class PasswordRules {

    /** Characters. */
    public static final int SHORTEST = 8;

    private static final int LONGEST = 128;
    private static final int LONGEST_BLOCK = 6;
    private static final int FEW_LETTERS = 2;

    /** Each also backwards. */
    private static final List<String> SEQUENCES =
            List.of(
                    "01234567890123456789",
                    "123456789101112131415",
                    "abcdefghijklmnopqrstuvwxyz",
                    "qwertyuiop",
                    "qwertzuiop",
                    "azertyuiop",
                    "asdfghjkl",
                    "zxcvbnm");

    private final KnownPasswords known;

    public PasswordRules(KnownPasswords known) {
        this.known = known;
    }

    /**
     * @param username whose password it is to be
     * @throws InvalidField that does not repeat it, when it breaks a rule
     */
    public void check(String username, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw refused("must have %d to %d characters".formatted(SHORTEST, LONGEST));
        }
        if (isName(username, password)) {
            throw refused("must not be the username");
        }
        if (isRepetition(password)) {
            throw refused("must not be the same few characters again and again");
        }
        if (isSequence(password)) {
            throw refused("must not be a row of letters, digits or keys");
        }
        String digits = withoutFewLetters(password);
        if (isKnown(password)
                || CommonPasswords.contains(password)
                || isRepetition(digits)
                || isSequence(digits)) {
            throw refused("must not be one of the most common passwords");
        }
    }

    private boolean isKnown(String password) {
        String small = password.toLowerCase(Locale.ROOT);
        return known.contains(small) || known.contains(CommonPasswords.asLetters(small));
    }

    private static InvalidField refused(String rule) {
        return new InvalidField("password", rule);
    }

    /** The name, forwards or backwards, with or without something around its letters. */
    private static boolean isName(String username, String password) {
        String small = password.toLowerCase(Locale.ROOT);
        String backwards = reversed(small);
        String core = CommonPasswords.core(small);
        return username.equals(small)
                || username.equals(backwards)
                || (!core.isEmpty() && core.equals(CommonPasswords.core(username)));
    }

    /** {@code Aa123456} is as common as the digits that are in it. */
    private static String withoutFewLetters(String password) {
        String rest = password.replaceAll("\\p{L}", "");
        boolean few = password.length() - rest.length() <= FEW_LETTERS;
        return few && rest.matches("[0-9]+") ? rest : password;
    }

    private static boolean isRepetition(String password) {
        int[] characters = password.codePoints().toArray();
        for (int block = 1; block <= LONGEST_BLOCK; block++) {
            if (repeats(characters, block)) {
                return true;
            }
        }
        return false;
    }

    private static boolean repeats(int[] characters, int block) {
        for (int i = block; i < characters.length; i++) {
            if (characters[i] != characters[i - block]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSequence(String password) {
        String small = password.toLowerCase(Locale.ROOT);
        return SEQUENCES.stream()
                .anyMatch(row -> row.contains(small) || reversed(row).contains(small));
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
