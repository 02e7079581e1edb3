package datastream.chaos;

import datastream.chaos.scenario.Outcome;
import datastream.testbed.Folders;
import java.util.List;

/** The data of database and broker: hundreds of megabytes that nobody looks at after a success. */
final class DataFolders {

    private DataFolders() {}

    /** Leaves logs and journals in any case, and everything after a failure. */
    static void deleteWhenPassed(Outcome outcome) {
        if (outcome.passed()) {
            List.of("database", "broker")
                    .forEach(name -> Folders.delete(outcome.folder().resolve(name)));
        }
    }
}
