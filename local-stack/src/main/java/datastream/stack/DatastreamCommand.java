package datastream.stack;

import datastream.benchmark.BenchCommand;
import datastream.chaos.ChaosCommand;
import datastream.collector.CollectorCommand;
import datastream.generator.GeneratorCommand;
import datastream.settings.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to run; by itself it only says so. */
@Command(
        name = "datastream",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        description = "Takes sensor readings in, stores them durably, serves them over REST.",
        synopsisSubcommandLabel = "up | collector | generator | chaos | bench",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            UpCommand.class,
            CollectorCommand.class,
            GeneratorCommand.class,
            ChaosCommand.class,
            BenchCommand.class
        },
        footer = {"", "Start with: datastream up", "Each command explains its settings: --help"})
final class DatastreamCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
