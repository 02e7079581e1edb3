package datastream.settings;

import picocli.CommandLine.IVersionProvider;

/** The answer to {@code --version}: what the jar's manifest says. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"datastream " + (version == null ? "(not built as a jar)" : version)};
    }
}
