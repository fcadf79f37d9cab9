package dev.tributary.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tributary.contracts.profile.ProfileState;
import org.junit.jupiter.api.Test;

class PositionalRecordsTest {
  private static final String SAMPLE = "dev.tributary.testkit.architecture.sample";

  @Test
  void callsAndReferencesOfALargeRecordsConstructorAreFound() {
    assertThat(new PositionalRecords(SAMPLE).in(new ClassFileImporter().importPackages(SAMPLE)))
        .containsExactly("records.Calls -> records.Large", "records.References -> records.Large");
  }

  @Test
  void generatedBuildersAreNot() {
    JavaClasses classes =
        new ClassFileImporter().importPackages(ProfileState.class.getPackageName());
    assertThat(classes).anyMatch(PositionalRecords::isBuilder);
    assertThat(new PositionalRecords(ProfileState.class.getPackageName()).in(classes)).isEmpty();
  }
}
