package dev.tributary.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdapterImportsTest {
  private static final String SAMPLE = "dev.tributary.testkit.architecture.sample";

  @Test
  void adapterPackagesAndConnectorsThatDependOnEachOtherAreFound() {
    assertThat(
            new AdapterImports(SAMPLE, Set.of("http", "kafka"))
                .in(new ClassFileImporter().importPackages(SAMPLE)))
        .containsExactly(
            "connectors.first.First -> connectors.second.Second", "http.Resource -> kafka.Topic");
  }
}
