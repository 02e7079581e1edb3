package datastream.settings;

import datastream.security.Admission;
import picocli.CommandLine.Option;

/** The option that lets anybody hand in readings, the same in every command that takes them. */
public final class InsecureOption {

    @Option(
            names = "--insecure",
            description =
                    "Lets anybody hand in readings without a token or key, over gRPC, HTTP and MQTT, where the broker of up lets anybody read and publish everything, and warns of it; default off. [INSECURE]")
    private boolean insecure;

    public Admission admission() {
        return insecure ? Admission.ANYBODY : Admission.KNOWN_SENDERS;
    }
}
