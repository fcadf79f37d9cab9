package dev.tributary.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DomainImportsTest {
  private static final String SAMPLE = "dev.tributary.testkit.architecture.sample";

  @Test
  void adaptersAndFilesThatDomainPackagesImportAreFound() {
    assertThat(
            new DomainImports(SAMPLE, Set.of("http", "kafka", "connectors"))
                .in(new ClassFileImporter().importPackages(SAMPLE)))
        .containsExactly("policy.Policy -> http.Resource", "policy.Policy -> java.nio.file.Path");
  }

  @Test
  void aPackageIsADomainPackageUnlessItHasTheNameOfATechnology() {
    assertThat(
            new DomainImports(SAMPLE, Set.of("http", "policy", "connectors"))
                .in(new ClassFileImporter().importPackages(SAMPLE)))
        .isEmpty();
  }
}
