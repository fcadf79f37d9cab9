package dev.tributary.e2e.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.supply.Library;
import dev.tributary.local.supply.MinimumVersions;
import dev.tributary.local.supply.Sbom;
import dev.tributary.local.supply.ShippedLibraries;
import java.nio.file.Path;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Of the services as they were built just now; it starts nothing. */
class ShippedLibrariesTest {
  @Test
  void noLibraryIsBelowItsMinimumVersion() {
    Path root = Checkout.locate().root();
    SortedSet<Library> libraries = ShippedLibraries.of(root);
    Sbom.write(root, libraries);
    assertThat(MinimumVersions.of(root).faults(libraries)).isEmpty();
  }
}
