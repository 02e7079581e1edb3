package datastream.collector;

import datastream.collector.usecase.quarantine.RetentionConfig;
import java.time.DateTimeException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much the quarantine keeps. */
final class QuarantineOptions {

    @Option(
            names = "--quarantine-retention",
            paramLabel = "TIME",
            description =
                    "How long the quarantine keeps what came in last, such as 30d, 12h or PT36H; default ${DEFAULT-VALUE}. [QUARANTINE_RETENTION]",
            defaultValue = "30d",
            converter = TimeSpan.class)
    private Duration age = RetentionConfig.USUAL.age();

    @Option(
            names = "--quarantine-most",
            paramLabel = "ENTRIES",
            description =
                    "Most entries that it keeps, the oldest go first; default ${DEFAULT-VALUE}. [QUARANTINE_MOST]",
            defaultValue = "1000000",
            converter = Count.class)
    private long most = RetentionConfig.USUAL.most();

    RetentionConfig retention() {
        return new RetentionConfig(age, most);
    }

    /** {@code 30d}, {@code 12h}, or ISO 8601. */
    static final class TimeSpan implements ITypeConverter<Duration> {

        private static final Duration LONGEST = Duration.ofDays(36_500);

        @Override
        public Duration convert(String text) {
            try {
                Duration span = parse(text);
                if (span.isPositive() && span.compareTo(LONGEST) <= 0) {
                    return span;
                }
            } catch (DateTimeException | ArithmeticException e) {
                // Said below.
            }
            throw new TypeConversionException(
                    "'" + text + "' is not a time above 0 such as 30d, 12h or PT36H");
        }

        private static Duration parse(String text) {
            if (text.matches("[0-9]{1,6}d")) {
                return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
            }
            return text.matches("[0-9]{1,9}[hms]")
                    ? Duration.parse("PT" + text)
                    : Duration.parse(text);
        }
    }

    /** A whole number above 0. */
    static final class Count implements ITypeConverter<Long> {

        @Override
        public Long convert(String text) {
            if (text.matches("[1-9][0-9]{0,11}")) {
                return Long.valueOf(text);
            }
            throw new TypeConversionException("'" + text + "' is not a whole number above 0");
        }
    }
}
