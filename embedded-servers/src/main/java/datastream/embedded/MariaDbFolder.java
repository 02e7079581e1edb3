package datastream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folder of one embedded database and what lies where in it.
 *
 * @param folder absolute
 */
record MariaDbFolder(Path folder) {

    private static final String DATABASE = "datastream";

    /** The server's own data folder. */
    Path tables() {
        return folder.resolve("tables");
    }

    /** Where the tables of a new database are laid before they count. */
    Path unfinishedTables() {
        return folder.resolve("tables.unfinished");
    }

    /**
     * For temporary tables. Not the system's: there, a server that starts deletes the temporary
     * tables of every other server.
     */
    Path temporary() {
        return folder.resolve("temporary");
    }

    Path log() {
        return folder.resolve("mariadbd.log");
    }

    Path installLog() {
        return folder.resolve("install.log");
    }

    Path pid() {
        return folder.resolve("mariadbd.pid");
    }

    Path password() {
        return folder.resolve("password");
    }

    Path accounts() {
        return folder.resolve("accounts.sql");
    }

    /** Keeps the log of the run before and no older one, so that logs do not pile up. */
    void startNewLog() throws IOException {
        if (Files.exists(log())) {
            Path previous = folder.resolve("mariadbd.previous.log");
            Files.move(log(), previous, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Writes what the server runs at every start before it takes connections. After it there is one
     * account that can log in, whose password is the one kept here: root is for the system's root
     * over a socket, which is not opened, and there are no anonymous users.
     */
    void writeAccounts(String user, String password) throws IOException {
        OwnerOnly.writeFile(
                accounts(),
                """
                CREATE DATABASE IF NOT EXISTS `%1$s` CHARACTER SET utf8mb4;
                CREATE USER IF NOT EXISTS '%2$s'@'%%' IDENTIFIED BY '%3$s';
                ALTER USER '%2$s'@'%%' IDENTIFIED BY '%3$s';
                GRANT ALL ON `%1$s%%`.* TO '%2$s'@'%%';
                """
                        .formatted(DATABASE, user, password));
    }

    void removeAccounts() throws IOException {
        Files.deleteIfExists(accounts());
    }

    String jdbcUrl(String host, int port) {
        return "jdbc:mysql://%s:%d/%s".formatted(host, port, DATABASE);
    }
}
