package datastream.collector;

import datastream.collector.usecase.change.ChangeConfig;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much may be changed in which way, and how long changes are kept. */
final class ChangeOptions {

    @Option(
            names = "--change-confirm-above",
            paramLabel = "READINGS",
            description =
                    "Edits and deletes of more readings must be confirmed; default ${DEFAULT-VALUE}. [CHANGE_CONFIRM_ABOVE]",
            defaultValue = "1000",
            converter = Count.class)
    private int confirmAbove = (int) ChangeConfig.USUAL.confirmAbove();

    @Option(
            names = "--change-at-once",
            paramLabel = "READINGS",
            description =
                    "Changes of more readings are no transaction but a job, which can be looked at and cancelled; 1 to 1000000, default ${DEFAULT-VALUE}. [CHANGE_AT_ONCE]",
            defaultValue = "100000",
            converter = CountAboveZero.class)
    private int mostAtOnce = ChangeConfig.USUAL.mostAtOnce();

    @Option(
            names = "--change-retention",
            paramLabel = "TIME",
            description =
                    "How long changes are kept and can be undone, such as 90d, 12h or PT36H; default ${DEFAULT-VALUE}. [CHANGE_RETENTION]",
            defaultValue = "90d",
            converter = QuarantineOptions.TimeSpan.class)
    private Duration retention = ChangeConfig.USUAL.retention();

    @Option(
            names = "--change-most",
            paramLabel = "ROWS",
            description =
                    "Most changes and readings of changes that are kept, the oldest changes go first; default ${DEFAULT-VALUE}. [CHANGE_MOST]",
            defaultValue = "50000000",
            converter = QuarantineOptions.Count.class)
    private long mostKept = ChangeConfig.USUAL.mostKept();

    ChangeConfig config() {
        return new ChangeConfig(confirmAbove, mostAtOnce, retention, mostKept);
    }

    static int parse(String text, int least, int most) {
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new TypeConversionException(
                "'%s' is not a whole number from %d to %d".formatted(text, least, most));
    }

    /** A whole number. */
    static final class Count implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            return parse(text, 0, 999_999_999);
        }
    }

    /** A number of readings that one transaction may have. */
    static final class CountAboveZero implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            return parse(text, 1, 1_000_000);
        }
    }
}
