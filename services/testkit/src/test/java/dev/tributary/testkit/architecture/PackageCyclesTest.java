package dev.tributary.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class PackageCyclesTest {
  private static final String SAMPLE = "dev.tributary.testkit.architecture.sample";

  @Test
  void aCycleIsNamedOnceWithAClassForEachStep() {
    assertThatThrownBy(() -> PackageCycles.check(classes(SAMPLE)))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            Packages depend on each other in a cycle:
              S.cycle.one -> S.cycle.two (S.cycle.one.One -> S.cycle.two.Two)
              S.cycle.two -> S.cycle.one (S.cycle.two.Two$Back -> S.cycle.one.One)\
            """
                .replace("S.", SAMPLE + "."));
  }

  @Test
  void packagesInOneDirectionAreNoCycle() {
    assertThatCode(() -> PackageCycles.check(classes(SAMPLE + ".http", SAMPLE + ".kafka")))
        .doesNotThrowAnyException();
  }

  private static JavaClasses classes(String... packages) {
    return new ClassFileImporter().importPackages(packages);
  }
}
