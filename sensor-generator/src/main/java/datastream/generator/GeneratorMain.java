package datastream.generator;

import datastream.settings.CommandRunner;

/** Starts the generator service as a program of its own. */
public final class GeneratorMain {

    private GeneratorMain() {}

    public static void main(String[] arguments) {
        System.exit(CommandRunner.run(GeneratorCommand::new, arguments));
    }
}
