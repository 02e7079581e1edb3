package datastream.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of MariaDB's installer and server. */
final class MariaDbCommand {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private MariaDbCommand() {}

    /**
     * Lays the tables of a new database: no test database, no anonymous users, no password-less
     * root. To be run in the program's folder and with TMPDIR set: the script takes a path with a
     * space for two in other options than the data folder.
     */
    static List<String> install(MariaDbProgram program, MariaDbFolder folder) {
        List<String> command = new ArrayList<>();
        command.add("sh");
        command.add(program.installer().toString());
        command.add("--no-defaults");
        command.add("--basedir=.");
        command.add(dataFolder(folder.unfinishedTables()));
        command.add("--auth-root-authentication-method=socket");
        command.add("--skip-test-db");
        command.add("--skip-name-resolve");
        command.add("--force");
        return command;
    }

    /**
     * Serves the tables durably on 127.0.0.1: a commit is on disk before it is answered, times are
     * UTC, texts utf8mb4.
     */
    static List<String> serve(MariaDbProgram program, MariaDbFolder folder, int port) {
        List<String> command = new ArrayList<>(inItsOwnSession());
        command.add(program.server().toString());
        command.add("--no-defaults");
        command.add("--basedir=" + program.folder());
        command.add(dataFolder(folder.tables()));
        command.add("--tmpdir=" + folder.temporary());
        command.add("--pid-file=" + folder.pid());
        command.add("--init-file=" + folder.accounts());
        command.add("--bind-address=" + EmbeddedMariaDb.HOST);
        command.add("--port=" + port);
        // None: its path may not be longer than 107 bytes, and nobody would use it.
        command.add("--socket=");
        // From 11.4 on a TLS key would be made at every start, which takes seconds.
        command.add("--skip-ssl");
        command.add("--skip-name-resolve");
        command.add("--character-set-server=utf8mb4");
        command.add("--default-time-zone=+00:00");
        command.add("--innodb-flush-log-at-trx-commit=1");
        command.add("--innodb-buffer-pool-size=256M");
        command.add("--max-allowed-packet=64M");
        command.add("--local-infile=ON");
        command.addAll(asRoot());
        return command;
    }

    /** How a data folder is named on a command line; also how a server of ours is recognised. */
    static String dataFolder(Path tables) {
        return "--datadir=" + tables;
    }

    /**
     * A terminal sends Ctrl-C and Ctrl-\ to every process in the foreground; in a session of its
     * own the server gets neither and waits for us to stop it. ({@code setsid} keeps the process
     * id.) Without it the server ignores at least Ctrl-C by itself.
     */
    private static List<String> inItsOwnSession() {
        return Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of();
    }

    /** Started as root, the server insists on being told. */
    private static List<String> asRoot() {
        return System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
    }
}
