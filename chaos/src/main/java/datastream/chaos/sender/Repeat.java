package datastream.chaos.sender;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** What a sender does beyond sending each reading once and again until it is answered. */
public enum Repeat {
    /** Everything goes over the same way twice at the same time. */
    TWICE,
    /** Everything goes once more some seconds later, to the second target if there is one. */
    LATE,
    /** Everything goes to the second target at the same time. */
    BOTH_TARGETS;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(values()).map(Repeat::toString).iterator();
        }
    }

    static final class Word implements ITypeConverter<Repeat> {
        @Override
        public Repeat convert(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
