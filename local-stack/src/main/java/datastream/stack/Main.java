package datastream.stack;

import datastream.settings.CommandRunner;

/** Where {@code ./datastream} begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(CommandRunner.run(DatastreamCommand::new, arguments));
    }
}
