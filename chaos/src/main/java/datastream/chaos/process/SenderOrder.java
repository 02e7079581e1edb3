package datastream.chaos.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one sender is to do.
 *
 * @param name of its journal and log
 * @param door over which it sends
 * @param ports where to, on 127.0.0.1; more than one only where every batch goes to several
 * @param prefix capital letters that no other sender's sensors begin with
 * @param rate readings a second
 * @param seed of its values
 * @param further options of the sender, such as {@code --repeat twice}
 */
public record SenderOrder(
        String name,
        Door door,
        List<Integer> ports,
        String prefix,
        int rate,
        long seed,
        List<String> further) {

    private static final int SENSORS = 40;
    private static final int WINDOW = 400;
    private static final String WINDOW_OPTION = "--window";

    public SenderOrder {
        ports = List.copyOf(ports);
        further = List.copyOf(further);
    }

    List<String> arguments(Path secretFile, Path journal) {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--door", door.option());
        ports.forEach(port -> add(arguments, "--target", "127.0.0.1:" + port));
        add(arguments, "--secret-file", secretFile.toString());
        add(arguments, "--sensors", Integer.toString(SENSORS));
        add(arguments, "--sensor-prefix", prefix);
        add(arguments, "--rate", Integer.toString(rate));
        if (!further.contains(WINDOW_OPTION)) {
            add(arguments, WINDOW_OPTION, Integer.toString(WINDOW));
        }
        add(arguments, "--journal", journal.toString());
        add(arguments, "--seed", Long.toString(seed));
        arguments.addAll(further);
        return arguments;
    }

    private static void add(List<String> arguments, String name, String value) {
        arguments.add(name);
        arguments.add(value);
    }
}
