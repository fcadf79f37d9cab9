package dev.tributary.testkit.architecture;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;

/**
 * An HTTP client that only some packages may use, so that all other calls have the limits and the
 * traces of these packages.
 *
 * @param client the name of its class
 * @param packages in the notation of ArchUnit, {@code dev.tributary.runtime.egress..}
 */
record ClientRule(String client, List<String> packages) {

  /**
   * @throws AssertionError with each use of the client in another package
   */
  void check(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages.toArray(String[]::new))
        .should()
        .dependOnClassesThat(name(client))
        .because("InstallationClient and Egress have the limits and the traces of all calls")
        .allowEmptyShould(true)
        .check(classes);
  }
}
