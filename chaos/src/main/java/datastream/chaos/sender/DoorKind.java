package datastream.chaos.sender;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** The ways into Datastream that a sender can take. */
public enum DoorKind {
    GRPC,
    /** A reading counts as acknowledged when the collector has answered end to end. */
    MQTT,
    /** A reading counts as acknowledged when the broker has taken it. */
    MQTT_PUBACK,
    HTTP;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(values()).map(DoorKind::toString).iterator();
        }
    }

    static final class Word implements ITypeConverter<DoorKind> {
        @Override
        public DoorKind convert(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
