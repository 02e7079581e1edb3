package datastream.collector;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where readings are kept. */
final class DatabaseOptions {

    @Option(
            names = "--db-url",
            paramLabel = "URL",
            required = true,
            description =
                    "MySQL >= 8.0 or MariaDB >= 11, as jdbc:mysql://host:port/database. Required. [DB_URL]")
    private String url = "";

    @Option(
            names = "--db-user",
            paramLabel = "NAME",
            description =
                    "Database account with every privilege on that database, default ${DEFAULT-VALUE}. [DB_USER]",
            defaultValue = "datastream")
    private String user = "";

    @Option(
            names = "--db-password",
            paramLabel = "PASSWORD",
            description = "Its password, default none. [DB_PASSWORD]",
            defaultValue = "")
    private String password = "";

    @Option(
            names = "--db-insert-rows",
            paramLabel = "ROWS",
            description =
                    "Up to so many readings at once are stored by one INSERT, more by LOAD DATA: 0 to "
                            + DatabaseConfig.MOST_INSERT_ROWS
                            + ", default ${DEFAULT-VALUE}. [DB_INSERT_ROWS]",
            defaultValue = "" + DatabaseConfig.USUAL_INSERT_ROWS,
            converter = Rows.class)
    private int insertRows = DatabaseConfig.USUAL_INSERT_ROWS;

    DatabaseConfig config() {
        return new DatabaseConfig(url, user, password, insertRows);
    }

    /** From 0 to {@link DatabaseConfig#MOST_INSERT_ROWS}. */
    static final class Rows implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.matches("[0-9]{1,4}")
                    && Integer.parseInt(text) <= DatabaseConfig.MOST_INSERT_ROWS) {
                return Integer.valueOf(text);
            }
            throw new TypeConversionException(
                    "'%s' is not a number from 0 to %d"
                            .formatted(text, DatabaseConfig.MOST_INSERT_ROWS));
        }
    }
}
