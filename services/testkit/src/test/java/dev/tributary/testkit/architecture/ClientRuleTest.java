package dev.tributary.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientRuleTest {
  private static final String SAMPLE = "dev.tributary.testkit.architecture.sample";
  private static final String CLIENT = SAMPLE + ".connectors.second.Second";

  private final JavaClasses classes = new ClassFileImporter().importPackages(SAMPLE);

  @Test
  void aUseInAnotherPackageIsFound() {
    ClientRule rule = new ClientRule(CLIENT, List.of(SAMPLE + ".connectors.second.."));
    assertThatThrownBy(() -> rule.check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(SAMPLE + ".connectors.first.First");
  }

  @Test
  void thePackagesOfTheRuleMayUseTheClient() {
    ClientRule rule = new ClientRule(CLIENT, List.of(SAMPLE + ".connectors.."));
    assertThatCode(() -> rule.check(classes)).doesNotThrowAnyException();
  }
}
