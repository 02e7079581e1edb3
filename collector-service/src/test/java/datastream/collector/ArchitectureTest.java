package datastream.collector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which way dependencies point: inwards. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("datastream.collector");

    @Test
    void looksAtSomething() {
        assertThat(CLASSES.size()).isGreaterThan(40);
    }

    @Test
    void theDomainNeedsNothingButJavaAndTheVocabulary() {
        classes()
                .that()
                .resideInAPackage("..collector.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "datastream.reading..",
                        "datastream.security..",
                        "..collector.domain..")
                .check(CLASSES);
    }

    @Test
    void useCasesKnowNeitherAdaptersNorLibraries() {
        classes()
                .that()
                .resideInAPackage("..collector.usecase..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "datastream.reading..",
                        "datastream.security..",
                        "..collector.domain..",
                        "..collector.usecase..")
                .check(CLASSES);
    }

    @Test
    void adaptersDoNotSeeEachOther() {
        slices().matching("..collector.adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void adaptersAndInfrastructureDoNotSeeEachOther() {
        noClasses()
                .that()
                .resideInAPackage("..collector.adapter..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..collector.infrastructure..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..collector.infrastructure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..collector.adapter..")
                .check(CLASSES);
    }

    @Test
    void everyProtocolLibraryStaysInItsAdapter() {
        stays("io.grpc..", "..adapter.grpc..");
        stays("com.hivemq..", "..adapter.mqtt..");
        stays("org.jdbi..", "..infrastructure.mysql..");
        stays("java.sql..", "..infrastructure.mysql..");
        stays("com.password4j..", "..infrastructure.security..");
        stays("com.nulabinc..", "..infrastructure.security..");
    }

    private static void stays(String library, String place) {
        noClasses()
                .that()
                .resideOutsideOfPackage(place)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
