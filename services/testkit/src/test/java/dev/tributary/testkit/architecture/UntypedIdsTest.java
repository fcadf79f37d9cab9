package dev.tributary.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class UntypedIdsTest {
  private static final String SAMPLE = "dev.tributary.testkit.architecture.sample";

  /** Columns of entities, JSON, and what paths name by id or key stay texts. */
  @Test
  void textsWithTheNamesOfIdsAreFound() {
    assertThat(new UntypedIds(SAMPLE).in(new ClassFileImporter().importPackages(SAMPLE)))
        .containsExactly(
            "http.SyncResource.view(sync)",
            "ids.Membership.<init>(audience)",
            "ids.Membership.audience",
            "ids.Membership.compare(destinationId)",
            "ids.Membership.compare(syncId)");
  }
}
