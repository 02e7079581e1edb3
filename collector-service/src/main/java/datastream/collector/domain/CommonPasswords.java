package datastream.collector.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words that passwords are made of, without what people put around them, and without the digits
 * that they write for letters: {@code password} stands for {@code P@ssw0rd2026!} too.
 */
final class CommonPasswords {

    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

    private static final Set<String> WORDS =
            words(
                    """
                    password passwort passwd pass passw motdepasse contrasena senha wachtwoord kennwort
                    geheim secret changeme changeit default letmein welcome willkommen hello hallo login
                    access admin administrator root user guest test tester testing temp demo sample
                    qwerty qwertz azerty qwertyuiop asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc
                    qwer qweasd qweasdzxc wasd abc abcd abcdef trustno iloveyou loveyou love lovely
                    sunshine princess babygirl angel angels sweetheart darling football baseball
                    basketball soccer hockey golf tennis superman batman spiderman starwars startrek
                    pokemon naruto minecraft dragon monkey tiger lion eagle eagles wolf bear shadow master
                    mustang ferrari porsche corvette harley yamaha ninja samurai warrior hunter killer
                    ranger soldier knight wizard merlin gandalf phoenix michael jennifer michelle jordan
                    charlie jessica nicole thomas andrew anthony robert matthew joshua daniel ashley
                    amanda andrea samantha benjamin william richard patrick alexander sebastian martin
                    maggie buster tigger ginger pepper cookie cheese chocolate banana orange apple cherry
                    purple silver golden diamond butterfly flower rainbow summer winter spring autumn
                    january february march april june july august september october november december
                    monday tuesday wednesday thursday friday saturday sunday freedom whatever nothing
                    computer internet samsung google facebook microsoft windows linux oracle cisco apple
                    liverpool chelsea arsenal barcelona juventus madrid dallas cowboys yankees london
                    berlin paris newyork america canada australia germany fuckyou fuckme asshole bitch
                    matrix hacker security server system database mysql mariadb mosquitto docker
                    datastream collector generator sensor sensors
                    """);

    private CommonPasswords() {}

    private static Set<String> words(String text) {
        return Set.of(Arrays.stream(text.split("\\s+")).distinct().toArray(String[]::new));
    }

    static boolean contains(String password) {
        String small = password.toLowerCase(Locale.ROOT);
        String core = core(small);
        return WORDS.contains(core)
                || WORDS.contains(asLetters(core))
                || WORDS.contains(core(asLetters(small)));
    }

    /** Without what stands before the first letter and behind the last. */
    static String core(String text) {
        return AROUND.matcher(text).replaceAll("");
    }

    /** With letters for the digits and signs that are written for them. */
    static String asLetters(String text) {
        return text.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't')
                .replace('@', 'a')
                .replace('$', 's')
                .replace('!', 'i');
    }
}
