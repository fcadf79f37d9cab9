package dev.tributary.destinations.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Manifest;
import dev.tributary.testkit.reference.ReferenceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConnectorPagesTest {
  private static final ReferenceFile OVERVIEW = new ReferenceFile("connectors.md");
  private static final Path FOLDER = Path.of("../docs/reference/connectors");

  private final List<Manifest> manifests = InstalledConnectors.load().manifests();

  @Test
  void eachConnectorHasAPageThatFollowsFromItsManifest() throws IOException {
    for (Manifest manifest : manifests) {
      new ReferenceFile("connectors/%s.md".formatted(manifest.id()))
          .assertIs(page(manifest).text());
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              manifests.stream().map(manifest -> manifest.id() + ".md").toList());
    }
  }

  @Test
  void theOverviewNamesEachConnector() {
    OVERVIEW.assertSectionIs(
        "connectors",
        manifests.stream()
            .map(manifest -> page(manifest).row())
            .collect(Collectors.joining("", ConnectorPage.head(), "")));
  }

  private static ConnectorPage page(Manifest manifest) {
    return new ConnectorPage(
        manifest, OVERVIEW.read().contains("\n## %s\n".formatted(manifest.name())));
  }
}
