package datastream.generator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The direction of dependencies: transports and REST depend on the simulation, never back. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("datastream.generator");

    @Test
    void thereAreClassesToLookAt() {
        assertThat(CLASSES).hasSizeGreaterThan(40);
    }

    @Test
    void signalsAreMadeOfJavaAlone() {
        classes()
                .that()
                .resideInAPackage("datastream.generator.signal")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "datastream.reading",
                        "datastream.generator.signal")
                .check(CLASSES);
    }

    @Test
    void theSimulationKnowsNoLibrary() {
        classes()
                .that()
                .resideInAPackage("datastream.generator.simulation")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "datastream.reading",
                        "datastream.generator.signal",
                        "datastream.generator.simulation")
                .check(CLASSES);
    }

    @Test
    void grpcKnowsNoOtherAdapter() {
        noClasses()
                .that()
                .resideInAPackage("datastream.generator.grpc")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "datastream.generator.mqtt", "datastream.generator.rest", "com.hivemq..")
                .check(CLASSES);
    }

    @Test
    void mqttKnowsNoOtherAdapter() {
        noClasses()
                .that()
                .resideInAPackage("datastream.generator.mqtt")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "datastream.generator.grpc", "datastream.generator.rest", "io.grpc..")
                .check(CLASSES);
    }

    @Test
    void restKnowsNoTransport() {
        noClasses()
                .that()
                .resideInAPackage("datastream.generator.rest")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "datastream.generator.grpc",
                        "datastream.generator.mqtt",
                        "io.grpc..",
                        "com.hivemq..")
                .check(CLASSES);
    }
}
