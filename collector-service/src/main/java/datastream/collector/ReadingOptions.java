package datastream.collector;

import datastream.collector.usecase.retention.ReadingRetention;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long readings are kept. */
final class ReadingOptions {

    @Option(
            names = "--retention",
            paramLabel = "TIME",
            description =
                    "How long readings are kept after they were measured, a day at least, such as 90d or P90D; the same for every replica; default for ever. [RETENTION]",
            converter = Age.class)
    private @Nullable Duration retention;

    ReadingRetention retention() {
        return new ReadingRetention(retention);
    }

    /** As other times, of a day at least. */
    static final class Age implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            Duration age = new QuarantineOptions.TimeSpan().convert(text);
            if (age.compareTo(ReadingRetention.LEAST) < 0) {
                throw new TypeConversionException("'" + text + "' is less than a day");
            }
            return age;
        }
    }
}
