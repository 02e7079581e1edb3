package datastream.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class GeneratorCommandTest {

    private static final String SECRET = "--jwt-secret=0123456789abcdef0123456789abcdef";

    private static final String KEY = "--collector-api-key=dsk_" + "k".repeat(43);

    private final StringWriter out = new StringWriter();

    @Test
    void helpNamesEverySettingWithItsVariable() {
        int exitCode = execute("--help");

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains(
                        "[GENERATOR_PORT]",
                        "[BIND_ADDRESS]",
                        "[COLLECTOR_ADDRESS]",
                        "[MQTT_URL]",
                        "[MQTT_USER]",
                        "[MQTT_PASSWORD]",
                        "[JWT_SECRET]",
                        "[JWT_SECRET_OLD]",
                        "[COLLECTOR_API_KEY]",
                        "[WINDOW]",
                        "[CORS_ORIGINS]",
                        "[TLS_CERT]",
                        "[TLS_KEY]",
                        "[TLS_CA]",
                        "[TLS_CLIENT_CERT]",
                        "[TLS_CLIENT_KEY]",
                        "[SENSOR_TYPE]",
                        "[ID1]",
                        "[ID2]",
                        "[RATE]",
                        "[TRANSPORT]",
                        "default 8081",
                        "default 127.0.0.1:50051");
    }

    @ParameterizedTest
    @CsvSource({
        "--sensor-type=Temp --id1=ROOM --id2=1, SENSOR_TYPE",
        "--sensor-type=temp --id1=room --id2=1, ID1",
        "--sensor-type=temp --id2=1, ID1",
        "--sensor-type=temp --id1=ROOM, ID2",
        "--sensor-type=temp --id1=ROOM --id2=1 --rate=0, RATE",
        "--sensor-type=temp --id1=ROOM --id2=1 --rate=NaN, RATE",
        "--sensor-type=temp --id1=ROOM --id2=1 --transport=http, TRANSPORT",
        "--collector-address=nowhere, COLLECTOR_ADDRESS",
        "--mqtt-url=tcp://broker, MQTT_URL",
        "--window=0, WINDOW",
        "--jwt-secret-old=short, JWT_SECRET_OLD",
        "--collector-api-key=dsk_short, COLLECTOR_API_KEY",
        "--cors-origins=*, CORS_ORIGINS",
        "--tls-cert=cert.pem, TLS_CERT",
        "--tls-client-key=key.pem, TLS_CLIENT_CERT",
        "--tls-ca=no-such-file.pem, TLS_CA",
    })
    void aBadSettingIsNamedInOneLine(String arguments, String setting) {
        int exitCode = execute((SECRET + " --generator-port=0 " + arguments).split(" "));

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(1).first().asString().startsWith(setting);
    }

    @Test
    void theSecretMustBeLongEnough() {
        assertThat(execute("--jwt-secret=short")).isEqualTo(1);
        assertThat(out.toString()).startsWith("JWT_SECRET must have at least 32 bytes");
    }

    @Test
    void withoutASecretOrAKeyThereIsNothingToShowToTheCollector() {
        assertThat(execute("--generator-port=0")).isEqualTo(1);
        assertThat(out.toString()).startsWith("JWT_SECRET or COLLECTOR_API_KEY is needed");
    }

    @Test
    void anOldSecretIsOfNoUseAlone() {
        assertThat(execute(KEY, "--jwt-secret-old=0123456789abcdef0123456789abcdef")).isEqualTo(1);
        assertThat(out.toString()).startsWith("JWT_SECRET_OLD is of no use without JWT_SECRET");
    }

    @Test
    void aBrokerThatIsShownTheKeyMustBeToldItsName() {
        assertThat(execute(KEY, "--mqtt-url=mqtt://127.0.0.1")).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("MQTT_USER is missing")
                .doesNotContain(KEY.substring(KEY.indexOf('_')));
    }

    private int execute(String... arguments) {
        PrintWriter writer = new PrintWriter(out, true);
        return new CommandLine(new GeneratorCommand())
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(200)
                .setOut(writer)
                .setErr(writer)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    writer.println(e.getMessage());
                    return 1;
                })
                .execute(arguments);
    }
}
