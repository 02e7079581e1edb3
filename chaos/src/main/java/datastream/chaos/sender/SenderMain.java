package datastream.chaos.sender;

import datastream.settings.CommandRunner;

/** The process of one sender; see {@link SenderCommand}. */
public final class SenderMain {

    private SenderMain() {}

    public static void main(String... arguments) {
        System.exit(CommandRunner.run(SenderCommand::new, arguments));
    }
}
