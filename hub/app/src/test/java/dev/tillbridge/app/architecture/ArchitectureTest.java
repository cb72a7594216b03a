package dev.tillbridge.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.tillbridge.connector.culprit.BorrowsIntuit;
import dev.tillbridge.connector.culprit.BorrowsPayPal;
import dev.tillbridge.connector.culprit.KnowsAnother;
import dev.tillbridge.connector.culprit.KnowsCore;
import dev.tillbridge.hub.culprit.AsksTheClock;
import dev.tillbridge.hub.culprit.Floats;
import dev.tillbridge.hub.culprit.KnowsCamel;
import dev.tillbridge.hub.culprit.KnowsRoutes;
import dev.tillbridge.hub.culprit.LeavesAQueryOpen;
import dev.tillbridge.hub.culpritleft.Left;
import dev.tillbridge.model.culprit.KnowsSpring;
import dev.tillbridge.routes.culprit.BorrowsOkHttp;
import dev.tillbridge.routes.culprit.KnowsAConnector;
import dev.tillbridge.routes.culprit.WritesSql;
import dev.tillbridge.sandbox.culprit.KnowsUs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ArchitectureTest {

  private static final String MODEL = "dev.tillbridge.model..";
  private static final String CORE = "dev.tillbridge.hub..";
  private static final String CONNECTORS = "dev.tillbridge.connector..";
  private static final String ROUTES = "dev.tillbridge.routes..";
  private static final String APP = "dev.tillbridge.app..";
  private static final String WIRING = "dev.tillbridge.app.config..";
  private static final String SANDBOX = "dev.tillbridge.sandbox..";

  private static final JavaClasses OURS = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.tillbridge");

  /**
   * A rule and a class that breaks it.
   */
  record Guard(String name, ArchRule rule, Class<?> culprit) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Guard> guards() {
    return Stream.of(
        new Guard(
            "the model knows nobody",
            ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(MODEL)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(MODEL, "java..", "org.jspecify..")
                .because("its words must outlive every framework"),
            KnowsSpring.class),
        new Guard(
            "the core knows the model only",
            noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CONNECTORS, ROUTES, APP, SANDBOX)
                .because("a new channel must never touch what decides"),
            KnowsRoutes.class),
        new Guard(
            "connectors know the model only",
            noClasses()
                .that()
                .resideInAPackage(CONNECTORS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE, ROUTES, APP, SANDBOX)
                .because("each is one outside system turned into our words"),
            KnowsCore.class),
        new Guard(
            "connectors are strangers",
            slices().matching("dev.tillbridge.connector.(*)..").should().notDependOnEachOther(),
            KnowsAnother.class),
        new Guard(
            "routes know no connector",
            noClasses()
                .that()
                .resideInAPackage(ROUTES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CONNECTORS, APP, SANDBOX)
                .because("connectors are found by their ports"),
            KnowsAConnector.class),
        new Guard(
            "Camel is in the routes and where they are started",
            noClasses()
                .that()
                .resideOutsideOfPackages(ROUTES, APP)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel.."),
            KnowsCamel.class),
        new Guard(
            "SQL is in the core",
            noClasses()
                .that()
                .resideInAnyPackage(MODEL, CONNECTORS, ROUTES, APP)
                // Opens the pool, and says in a line why PostgreSQL cannot be reached.
                .and()
                .resideOutsideOfPackage(WIRING)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc.."),
            WritesSql.class),
        new Guard(
            "no query is left open",
            noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .because("outside of a transaction an unclosed stream keeps its connection"),
            LeavesAQueryOpen.class),
        sdk("com.intuit..", BorrowsIntuit.class, "dev.tillbridge.connector.quickbooks.."),
        sdk("com.paypal..", BorrowsPayPal.class, "dev.tillbridge.connector.paypal.."),
        sdk("okhttp3..", BorrowsOkHttp.class, CONNECTORS),
        new Guard(
            "features of the core form no cycle",
            slices().matching("dev.tillbridge.hub.(*)..").should().beFreeOfCycles(),
            Left.class),
        new Guard(
            "nothing is kept as a floating point number",
            noFields()
                .that()
                // A shop tells its call limit as a rate in decimals. That is not money.
                .areDeclaredInClassesThat()
                .haveNameNotMatching(".*\\.shopify\\.(Cost)?Bucket(\\$Told)?")
                .should()
                .haveRawType(double.class)
                .orShould()
                .haveRawType(float.class),
            Floats.class),
        new Guard(
            "time comes in from outside",
            noClasses()
                .that()
                .resideInAnyPackage(MODEL, CORE, CONNECTORS, ROUTES, APP)
                .and()
                .resideOutsideOfPackage(WIRING)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis"),
            AsksTheClock.class),
        new Guard(
            "the sandbox shares no code with whom it judges",
            noClasses()
                .that()
                .resideInAPackage(SANDBOX)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(MODEL, CORE, CONNECTORS, ROUTES, APP),
            KnowsUs.class));
  }

  private static Guard sdk(String sdk, Class<?> culprit, String... homes) {
    return new Guard(
        sdk + " stays in its connector",
        noClasses()
            .that()
            .resideInAPackage("dev.tillbridge..")
            .and()
            .resideOutsideOfPackages(homes)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(sdk),
        culprit);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("guards")
  void holds(Guard guard) {
    guard.rule().check(OURS);
  }

  /** A rule that nobody has seen fail is a comment. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("guards")
  void bites(Guard guard) {
    var culprit = guard.culprit();
    var withCulprit = new ClassFileImporter()
        .importPackages(
            culprit.getPackageName(),
            "dev.tillbridge.hub.culpritright",
            "dev.tillbridge.connector.paypal");
    assertThatThrownBy(() -> guard.rule().check(withCulprit))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(culprit.getSimpleName());
  }

  @Test
  void every_module_is_looked_at() {
    for (var part : new String[] {
      "model.",
      "hub.",
      "connector.shopify.",
      "connector.woocommerce.",
      "connector.quickbooks.",
      "connector.xero.",
      "connector.paypal.",
      "connector.stripe.",
      "routes.",
      "app.",
      "sandbox."
    }) {
      assertThat(OURS.that(in("dev.tillbridge." + part))).as(part).isNotEmpty();
    }
    assertThat(OURS.that(in("dev.tillbridge.hub.culprit"))).isEmpty();
  }

  private static DescribedPredicate<JavaClass> in(String prefix) {
    return DescribedPredicate.describe(
        "in " + prefix, javaClass -> javaClass.getName().startsWith(prefix));
  }
}
