package datastream.generator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of dependencies: transports and REST depend on the simulation, never back. */
@AnalyzeClasses(
        packages = "datastream.generator",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static void thereAreClassesToLookAt(JavaClasses classes) {
        assertThat(classes).hasSizeGreaterThan(40);
    }

    @ArchTest
    static final ArchRule signalsAreMadeOfJavaAlone =
            classes()
                    .that()
                    .resideInAPackage("datastream.generator.signal")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "datastream.reading",
                            "datastream.generator.signal");

    @ArchTest
    static final ArchRule theSimulationKnowsNoLibrary =
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
                            "datastream.generator.simulation");

    @ArchTest
    static final ArchRule grpcKnowsNoOtherAdapter =
            noClasses()
                    .that()
                    .resideInAPackage("datastream.generator.grpc")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "datastream.generator.mqtt",
                            "datastream.generator.rest",
                            "com.hivemq..");

    @ArchTest
    static final ArchRule mqttKnowsNoOtherAdapter =
            noClasses()
                    .that()
                    .resideInAPackage("datastream.generator.mqtt")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "datastream.generator.grpc", "datastream.generator.rest", "io.grpc..");

    @ArchTest
    static final ArchRule restKnowsNoTransport =
            noClasses()
                    .that()
                    .resideInAPackage("datastream.generator.rest")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "datastream.generator.grpc",
                            "datastream.generator.mqtt",
                            "io.grpc..",
                            "com.hivemq..");
}
