package dev.tributary.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class IncompleteBuildersTest {
  private static final String SAMPLE = "dev.tributary.testkit.architecture.sample";

  @Test
  void forgottenComponentsAreFound() {
    assertThat(new IncompleteBuilders(SAMPLE).in(new ClassFileImporter().importPackages(SAMPLE)))
        .containsExactly(
            "records.NamedCalls.<clinit> -> contracts.membership.MembershipChangeBuilder.audienceVersion",
            "records.NamedCalls.emptyAndCopy -> contracts.membership.MembershipChangeBuilder.(both an empty builder and a copy)",
            "records.NamedCalls.secondWithoutTime -> contracts.membership.MembershipChangeBuilder.at");
  }
}
