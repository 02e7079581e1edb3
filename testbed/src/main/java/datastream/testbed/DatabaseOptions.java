package datastream.testbed;

import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The choice of a database server on the command line of a harness. */
public final class DatabaseOptions {

    private enum Product {
        MARIADB("MariaDB"),
        MYSQL("MySQL");

        private final String title;

        Product(String title) {
            this.title = title;
        }
    }

    @Option(
            names = "--database",
            paramLabel = "PRODUCT",
            description = "mariadb (the embedded one, the default) or mysql.",
            defaultValue = "mariadb")
    private String database = "";

    @Option(
            names = "--mysqld",
            paramLabel = "COMMAND",
            description =
                    "How MySQL's server is run, for --database mysql, with --no-defaults and whatever"
                            + " else it needs to find its own files; default ${DEFAULT-VALUE}.",
            defaultValue = "mysqld --no-defaults")
    private String mysqld = "";

    /**
     * Makes the server for a data folder.
     *
     * @throws ParameterException when there is no such product
     */
    public Function<Path, DatabaseServer> server(CommandLine command) {
        return switch (product(command)) {
            case MARIADB -> MariaDbServer::new;
            case MYSQL -> folder -> new MySqlServer(mysqld, folder);
        };
    }

    /**
     * The product's name.
     *
     * @throws ParameterException when there is no such product
     */
    public String title(CommandLine command) {
        return product(command).title;
    }

    private Product product(CommandLine command) {
        return switch (database) {
            case "mariadb" -> Product.MARIADB;
            case "mysql" -> Product.MYSQL;
            default ->
                    throw new ParameterException(
                            command, "--database must be mariadb or mysql, not " + database);
        };
    }
}
