package datastream.embedded;

import java.nio.file.Path;

/** Another living process works on the folder. The message is for the user. */
public final class FolderInUse extends RuntimeException {

    FolderInUse(Path folder, String holder) {
        super("%s is in use by process %s".formatted(folder, holder.isBlank() ? "?" : holder));
    }
}
