package datastream.collector.infrastructure.security;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import datastream.collector.domain.KnownPasswords;
import datastream.collector.domain.PasswordRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The word lists of zxcvbn: 30,000 passwords of the lists that leaked until 2015, by how often they
 * were used, and the names and words beside them. A password that is a common name or word, such as
 * {@code jennifer}, is told by that list alone, so all of them count. They are read when the first
 * password is looked for. Thread-safe.
 *
 * @see <a href="https://github.com/nulab/zxcvbn4j">zxcvbn4j</a>
 */
public final class LeakedPasswords implements KnownPasswords {

    @Override
    public boolean contains(String password) {
        return Lists.WORDS.contains(password);
    }

    private static final class Lists {

        private static final Set<String> WORDS = read();

        private static Set<String> read() {
            try {
                return StandardDictionaries.loadAllDictionaries().stream()
                        .map(Dictionary::getFrequencies)
                        .flatMap(Collection::stream)
                        .filter(word -> word.length() >= PasswordRules.SHORTEST)
                        .collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException("The lists of common passwords cannot be read", e);
            }
        }
    }
}
