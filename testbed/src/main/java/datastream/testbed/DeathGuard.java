package datastream.testbed;

import java.io.IOException;

/**
 * Kills a server that cannot watch its standard input when the harness is gone, so that even a
 * killed harness leaves nothing running. The guard is a shell that waits for the end of its own
 * input.
 */
final class DeathGuard implements AutoCloseable {

    private static final String SCRIPT =
            "trap '' INT TERM HUP QUIT; read -r word; [ \"$word\" = safe ] || kill -KILL \"$1\"";

    private final Process shell;

    private DeathGuard(Process shell) {
        this.shell = shell;
    }

    /** Guards a process until {@link #close}. */
    static DeathGuard over(ProcessHandle process) {
        try {
            return new DeathGuard(shell(process));
        } catch (IOException e) {
            throw new HarnessFailure("Cannot guard process " + process.pid(), e);
        }
    }

    static Process shell(ProcessHandle process) throws IOException {
        String pid = Long.toString(process.pid());
        return new ProcessBuilder("sh", "-c", SCRIPT, "guard", pid).start();
    }

    /** Lets the process be; to be called when it has ended, since its number may be given anew. */
    @Override
    public void close() {
        try (var input = shell.outputWriter()) {
            input.write("safe\n");
        } catch (IOException alreadyGone) {
            shell.destroy();
        }
    }
}
