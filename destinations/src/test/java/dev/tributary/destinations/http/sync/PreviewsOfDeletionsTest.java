package dev.tributary.destinations.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress.Exchange;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.delivery.Batches;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A test and a preview of a sync that deletes never write the record. */
class PreviewsOfDeletionsTest {
  private static final WorkspaceId WORKSPACE = PreviewFixture.WORKSPACE;
  private static final Connector POSTGRESQL = InstalledConnectors.load().require("postgresql");

  private final Protocols protocols = new Protocols(Clock.systemUTC());
  private final Targets targets = PreviewFixture.targets();

  @Test
  void aPersonIsShownWithoutFieldsAndWithTheRequestThatDeletes() throws Exception {
    try (PreviewFixture fixture = PreviewFixture.withAnn()) {
      Previews previews = fixture.previews();
      Previews.Preview preview = previews.of(PreviewFixture.SHOP, deletes(), null, 10);
      assertThat(preview.records())
          .singleElement()
          .satisfies(sample -> {
            assertThat(sample.record()).isEqualTo("ann@example.org");
            assertThat(sample.fields()).as("no fields").isEmpty();
            assertThat(sample.withheldFor()).as("a removal needs no consent").isNull();
          });
      assertThat(preview.requests())
          .singleElement()
          .satisfies(shown -> assertThat(shown.body()).startsWith("delete from"));
      assertThat(previews.withheld(deletes(), null, "ann@example.org", fields()))
          .isEqualTo(Optional.empty());
    }
  }

  @Test
  void aRecordThatAUserEntersIsARemoval() {
    Catalogue.Sync sync = deletes();
    Target target = targets.open(sync.destination());
    Batch batch =
        Batches.of(
            target.withoutSecrets(),
            sync,
            List.of(Previews.row(sync, "dlv_1", "ann@example.org", fields())));
    assertThat(batch.operation()).isEqualTo(Batch.Operation.REMOVE);
    assertThat(batch.items().getFirst().fields()).isEmpty();
    assertThat(protocols.preview(POSTGRESQL, batch, target))
        .extracting(Exchange::body)
        .singleElement()
        .satisfies(body -> assertThat(body).startsWith("delete from").contains("ann@example.org"));
  }

  /** Rows that an earlier mode of the sync has left to write wait for the backfill. */
  @Test
  void postgresqlRefusesToWriteForASyncThatDeletes() {
    Catalogue.Sync sync = deletes();
    Target target = targets.open(sync.destination());
    Batch removal =
        Batches.of(
            target.withoutSecrets(),
            sync,
            List.of(Previews.row(sync, "dlv_1", "ann@example.org", fields())));
    Batch write = BatchBuilder.builder(removal).operation(Batch.Operation.WRITE).build();
    assertThatThrownBy(() -> protocols.preview(POSTGRESQL, write, target))
        .hasMessage("A sync that deletes writes nothing");
  }

  private static Catalogue.Sync deletes() {
    Catalogue.Destination destination =
        new Catalogue.Destination(
            WORKSPACE,
            new DestinationId("dst_1"),
            "Warehouse",
            1,
            new DestinationSpec(
                "postgresql",
                Json.MAPPER
                    .createObjectNode()
                    .put("host", "db.example.org")
                    .put("database", "shop")
                    .put("user", "tributary"),
                Map.of("password", "secret"),
                List.of("marketing"),
                null,
                null),
            POSTGRESQL);
    return Objects.requireNonNull(
        Catalogue.Sync.bound(
            WORKSPACE,
            new SyncId("syn_1"),
            "Deletes",
            1,
            new SyncSpec(
                destination.id(),
                new SyncSource.Profiles(),
                "rows",
                new FieldMapping("email", new ValueSource.IdentifierOf(Identifier.EMAIL)),
                List.of(),
                Mode.DELETE,
                Json.MAPPER.createObjectNode().put("table", "people"),
                null),
            destination));
  }

  private static ObjectNode fields() {
    return Json.MAPPER.createObjectNode().put("name", "Ann");
  }
}
