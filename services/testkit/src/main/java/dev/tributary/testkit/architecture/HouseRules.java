package dev.tributary.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inside a service, packages that touch technology (named by it) and the wiring know the domain,
 * never the other way round; and no service knows another.
 */
public final class HouseRules {
  private static final List<String> TECHNOLOGY =
      List.of("kafka", "postgres", "redis", "http", "duckdb", "start");
  private static final List<String> SERVICES =
      List.of(
          "collector",
          "warehouse",
          "identity",
          "audience",
          "destinations",
          "gateway",
          "sandbox",
          "local");
  private static final List<String> DOMAIN_MAY_USE =
      List.of(
          "java.lang..",
          "java.io..",
          "java.math..",
          "java.net..",
          "java.nio..",
          "java.security..",
          "java.text..",
          "java.time..",
          "java.util..",
          "javax.crypto..",
          "org.jspecify.annotations..",
          "com.fasterxml.jackson..",
          "com.google.i18n.phonenumbers..",
          "com.cronutils..",
          "com.google.errorprone.annotations..",
          "dev.tributary.contracts..");

  private HouseRules() {}

  /**
   * @param root a service's package, {@code dev.tributary.identity}
   * @param technology names of further packages of this service that touch technology
   * @throws AssertionError with every import that breaks a rule
   */
  public static void check(String root, String... technology) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    if (classes.isEmpty()) {
      throw new AssertionError("There are no classes in " + root);
    }
    domainKnowsNoTechnology(domainOf(root, technology), classes);
    noServiceKnowsAnother(root, classes);
  }

  private static void domainKnowsNoTechnology(
      DescribedPredicate<JavaClass> domain, JavaClasses classes) {
    List<String> allowed = new ArrayList<>(DOMAIN_MAY_USE);
    classes()
        .that(domain)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed.toArray(String[]::new))
                .or(domain)
                .or(describe("arrays of primitives", type -> type.isArray() || type.isPrimitive())))
        .allowEmptyShould(true)
        .check(classes);
  }

  private static void noServiceKnowsAnother(String root, JavaClasses classes) {
    String[] others =
        SERVICES.stream()
            .map(service -> "dev.tributary." + service + "..")
            .filter(service -> !service.equals(root + ".."))
            .toArray(String[]::new);
    noClasses().should().dependOnClassesThat(resideInAnyPackage(others)).check(classes);
  }

  private static DescribedPredicate<JavaClass> domainOf(String root, String... further) {
    String[] technology =
        Stream.concat(TECHNOLOGY.stream(), Stream.of(further))
            .map(name -> root + ".." + name + "..")
            .toArray(String[]::new);
    return resideInAnyPackage(root + "..")
        .and(not(resideInAnyPackage(technology)))
        .as("the domain of " + root);
  }
}
