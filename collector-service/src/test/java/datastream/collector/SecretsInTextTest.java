package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import datastream.security.Credentials;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No record that has a secret in it shows it as a text: it may end in a log or an error. */
class SecretsInTextTest {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|token|hash|credential|otp|recovery).*|key");

    /** As long as the shortest secret that signs tokens. */
    private static final String CANARY = "kanarie-7f3a, which is long enough for all";

    static List<Class<?>> recordsWithSecrets() {
        List<Class<?>> found =
                new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("datastream")
                                .stream()
                                .<Class<?>>map(type -> type.reflect())
                                .filter(Class::isRecord)
                                .filter(SecretsInTextTest::hasSecret)
                                .toList();
        assertThat(found).hasSizeGreaterThan(6);
        return found;
    }

    private static boolean hasSecret(Class<?> type) {
        boolean named = SECRET.matcher(type.getSimpleName()).matches();
        return Arrays.stream(type.getRecordComponents())
                .filter(SecretsInTextTest::isText)
                .anyMatch(component -> named || SECRET.matcher(component.getName()).matches());
    }

    /** One, or a list of them. */
    private static boolean isText(RecordComponent component) {
        return component.getType() == String.class
                || component
                        .getGenericType()
                        .getTypeName()
                        .equals("java.util.List<java.lang.String>");
    }

    @Test
    void looksIntoListsToo() {
        assertThat(recordsWithSecrets()).contains(Credentials.class);
    }

    @ParameterizedTest
    @MethodSource("recordsWithSecrets")
    void aRecordDoesNotShowItsSecret(Class<?> type) throws Exception {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor =
                type.getDeclaredConstructor(
                        Arrays.stream(components)
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        boolean named = SECRET.matcher(type.getSimpleName()).matches();
        Object[] values =
                Arrays.stream(components).map(component -> value(component, named)).toArray();
        assertThat(constructor.newInstance(values).toString()).doesNotContain("kanarie");
    }

    private static Object value(RecordComponent component, boolean named) {
        Class<?> type = component.getType();
        if (type == String.class) {
            boolean secret = named || SECRET.matcher(component.getName()).matches();
            return component.getName().equals("url")
                    ? "jdbc:mysql://127.0.0.1/none"
                    : secret ? CANARY : "harmless";
        }
        if (type == List.class) {
            return isText(component) ? List.of(CANARY) : List.of();
        }
        if (type == URI.class) {
            return URI.create("mqtt://127.0.0.1");
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 1;
        }
        return type == long.class ? 1L : null;
    }
}
