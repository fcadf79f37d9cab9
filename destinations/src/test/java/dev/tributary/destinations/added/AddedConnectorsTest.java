package dev.tributary.destinations.added;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddedConnectorsTest {

  @Test
  void aManifestIsCompiledOnce() {
    AddedConnectors connectors = new AddedConnectors(new Connectors(List.of()));
    Connector first = Letterbird.connector(connectors, Letterbird.YAML);
    assertThat(Letterbird.connector(connectors, Letterbird.YAML)).isSameAs(first);
    assertThat(Letterbird.connector(connectors, Letterbird.YAML + "# another version\n"))
        .isNotSameAs(first);
  }

  @Test
  void compiledManifestsBeyondTheLimitAreForgottenAndCompiledAgain() {
    AddedConnectors connectors = new AddedConnectors(new Connectors(List.of()));
    Connector first = Letterbird.connector(connectors, Letterbird.YAML);
    String padding = "# " + "x".repeat(250_000) + "\n";
    for (int i = 0; i < 70; i++) {
      Letterbird.connector(connectors, Letterbird.YAML + "# " + i + "\n" + padding);
    }
    assertThat(Letterbird.connector(connectors, Letterbird.YAML)).isNotSameAs(first);
  }

  @Test
  void aManifestThatIsRefusedIsLeftOut() {
    AddedConnectors connectors = new AddedConnectors(InstalledConnectors.load());
    Connectors known =
        connectors.with(
            Map.of(
                "broken",
                new ConnectorFile("id: broken"),
                "letterbird",
                new ConnectorFile(Letterbird.YAML)));
    assertThat(known.manifests()).extracting(Manifest::id).contains("letterbird", "hubspot");
    assertThat(known.find("broken")).isEmpty();
    assertThat(connectors.installed().find("letterbird")).isEmpty();
  }

  /** An upgrade must not send the data and secrets of a workspace to another system. */
  @Test
  void anAddedConnectorKeepsItsIdIfALaterReleaseHasTheSameOne() {
    AddedConnectors later = new AddedConnectors(InstalledConnectors.load());
    Connectors known =
        later.with(
            Map.of("hubspot", new ConnectorFile(Letterbird.with("id: letterbird", "id: hubspot"))));
    assertThat(known.require("hubspot").manifest().name()).isEqualTo("Letterbird");
    assertThat(known.require("hubspot").manifest().added()).isTrue();
    assertThat(later.with(Map.of("hubspot", new ConnectorFile("id: hubspot"))).find("hubspot"))
        .isEmpty();
  }
}
