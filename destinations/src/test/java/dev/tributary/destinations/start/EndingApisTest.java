package dev.tributary.destinations.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndingApisTest {
  private static final Connectors CONNECTORS = InstalledConnectors.load();

  @Test
  void eachVersionThatEndsSoonIsNamedOnceWithTheDestinationsThatUseIt() {
    List<Catalogue.Destination> destinations =
        List.of(
            destination("dst_2", "klaviyo"),
            destination("dst_1", "klaviyo"),
            destination("dst_3", "slack"),
            destination("dst_4", "salesforce"));
    assertThat(EndingApis.warnings(destinations, LocalDate.parse("2028-07-01")))
        .singleElement()
        .asString()
        .startsWith("Klaviyo may end 2026-07-15 of its API from 2028-07-15 on")
        .endsWith(". Destinations: dst_1, dst_2");
    assertThat(EndingApis.warnings(destinations, LocalDate.parse("2028-01-01"))).isEmpty();
  }

  private static Catalogue.Destination destination(String id, String connector) {
    return new Catalogue.Destination(
        new WorkspaceId("ws"),
        new DestinationId(id),
        id,
        1,
        new DestinationSpec(
            connector, Json.MAPPER.createObjectNode(), Map.of(), List.of(), null, null),
        CONNECTORS.require(connector));
  }
}
