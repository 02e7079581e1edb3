package datastream.collector;

import datastream.settings.CommandRunner;

/** Starts the collector as a program of its own. */
public final class CollectorMain {

    private CollectorMain() {}

    public static void main(String[] arguments) {
        System.exit(CommandRunner.run(CollectorCommand::new, arguments));
    }
}
