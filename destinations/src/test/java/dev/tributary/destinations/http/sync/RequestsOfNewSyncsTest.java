package dev.tributary.destinations.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The number of requests that the first run of a sync needs. */
class RequestsOfNewSyncsTest {
  private static final Connectors CONNECTORS = InstalledConnectors.load();
  private static final long RECORDS = 250;

  @Test
  void recordsShareTheRequestsThatTheirConnectorDecides() throws Exception {
    try (PreviewFixture fixture = PreviewFixture.withAnn()) {
      Previews previews = fixture.previews();
      Catalogue.Sync webhook = sync("webhook", "records", "email", List.of(), webhookSettings());
      assertThat(previews.requests(PreviewFixture.SHOP, webhook, RECORDS))
          .as("batches of 100")
          .isEqualTo(OptionalLong.of(3));
      assertThat(previews.requests(PreviewFixture.SHOP, webhook, 0)).isEqualTo(OptionalLong.of(0));
      Catalogue.Sync companies =
          sync("hubspot", "companies", "domain", List.of(), Json.MAPPER.createObjectNode());
      assertThat(previews.requests(PreviewFixture.SHOP, companies, RECORDS))
          .as("a search and a creation for each 100")
          .isEqualTo(OptionalLong.of(6));
      Catalogue.Sync rows =
          sync(
              "postgresql",
              "rows",
              "email",
              List.of(),
              Json.MAPPER.createObjectNode().put("host", "db.example.org"));
      assertThat(previews.requests(PreviewFixture.SHOP, rows, RECORDS))
          .as("a transaction is no request")
          .isEqualTo(OptionalLong.of(0));
    }
  }

  @Test
  void nothingIsKnownIfNoRecordWouldBeSent() throws Exception {
    try (PreviewFixture fixture = PreviewFixture.withAnn()) {
      Catalogue.Sync withheld =
          sync("webhook", "records", "email", List.of("marketing"), webhookSettings());
      assertThat(fixture.previews().requests(PreviewFixture.SHOP, withheld, RECORDS)).isEmpty();
    }
  }

  /** Secrets of a destination can be unreadable, and no request is sent. */
  @Test
  void requestsAreCountedWithoutOpeningSecrets() throws Exception {
    try (PreviewFixture fixture = PreviewFixture.withAnn()) {
      Targets sealed =
          new Targets(
              (workspace, id, name, origin, text) -> {
                throw new IllegalStateException("A secret was opened");
              },
              new KeyHash(new byte[16]));
      Catalogue.Sync webhook =
          sync("webhook", "records", Mode.UPSERT, Map.of("signingSecret", "sealed"));
      assertThat(fixture.previews(sealed).requests(PreviewFixture.SHOP, webhook, RECORDS))
          .isEqualTo(OptionalLong.of(3));
    }
  }

  /** An answer for a mode that needs consent is wrong for one that needs none. */
  @Test
  void draftsWithAnotherModeHaveCountsOfTheirOwn() {
    Catalogue.Sync upserts = sync("hubspot", "contacts", Mode.UPSERT, Map.of());
    Catalogue.Sync updates = sync("hubspot", "contacts", Mode.UPDATE_ONLY, Map.of());
    assertThat(NewSyncCountsResource.Asked.of(upserts))
        .isEqualTo(NewSyncCountsResource.Asked.of(upserts))
        .isNotEqualTo(NewSyncCountsResource.Asked.of(updates));
  }

  @Test
  void aSyncThatOnlyUpdatesNeedsSearchesAndUpdates() throws Exception {
    try (PreviewFixture fixture = PreviewFixture.withAnn()) {
      Catalogue.Sync contacts = sync("hubspot", "contacts", Mode.UPDATE_ONLY, Map.of());
      assertThat(fixture.previews().requests(PreviewFixture.SHOP, contacts, RECORDS))
          .isEqualTo(OptionalLong.of(6));
    }
  }

  private static Catalogue.Sync sync(
      String connectorId, String object, Mode mode, Map<String, String> secrets) {
    return sync(connectorId, object, "email", mode, List.of(), webhookSettings(), secrets);
  }

  private static ObjectNode webhookSettings() {
    return Json.MAPPER.createObjectNode().put("url", "https://example.org/hook");
  }

  private static Catalogue.Sync sync(
      String connectorId,
      String object,
      String matchField,
      List<String> purposes,
      ObjectNode settings) {
    return sync(connectorId, object, matchField, Mode.UPSERT, purposes, settings, Map.of());
  }

  private static Catalogue.Sync sync(
      String connectorId,
      String object,
      String matchField,
      Mode mode,
      List<String> purposes,
      ObjectNode settings,
      Map<String, String> secrets) {
    Connector connector = CONNECTORS.require(connectorId);
    var destination =
        new Catalogue.Destination(
            PreviewFixture.WORKSPACE,
            new DestinationId("dst_1"),
            "Destination",
            1,
            new DestinationSpec(connectorId, settings, secrets, purposes, null, null),
            connector);
    return Objects.requireNonNull(
        Catalogue.Sync.bound(
            PreviewFixture.WORKSPACE,
            new SyncId("syn_1"),
            "All people",
            1,
            new SyncSpec(
                destination.id(),
                new SyncSource.Profiles(),
                object,
                new FieldMapping(matchField, new ValueSource.IdentifierOf(Identifier.EMAIL)),
                List.of(),
                mode,
                Json.MAPPER.createObjectNode().put("table", "people"),
                null),
            destination));
  }
}
