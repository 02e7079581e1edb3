package datastream.collector;

import datastream.collector.usecase.account.RegistrationPolicy;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who may have an account. */
final class AccountOptions {

    @Option(
            names = "--registration",
            paramLabel = "closed|open",
            description =
                    "Who may register: closed for those whom an administrator registers, open for anybody, as a viewer; default ${DEFAULT-VALUE}. [REGISTRATION]",
            defaultValue = "closed",
            converter = Policy.class)
    private RegistrationPolicy registration = RegistrationPolicy.CLOSED;

    RegistrationPolicy registration() {
        return registration;
    }

    /** {@code closed} or {@code open}. */
    static final class Policy implements ITypeConverter<RegistrationPolicy> {
        @Override
        public RegistrationPolicy convert(String text) {
            for (RegistrationPolicy policy : RegistrationPolicy.values()) {
                if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return policy;
                }
            }
            throw new TypeConversionException("'" + text + "' is neither closed nor open");
        }
    }
}
