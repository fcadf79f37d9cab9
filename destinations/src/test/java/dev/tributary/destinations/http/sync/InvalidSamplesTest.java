package dev.tributary.destinations.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.TestView;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A test of a sync does not send a record that the engine would reject. */
class InvalidSamplesTest {
  private static final InvalidField PHONE =
      new InvalidField("phone", "/mapping/0/transform/0", "A text is no phone number");
  private static final InvalidField AGE =
      new InvalidField("age", "/mapping/1", "A text is no number");

  @Test
  void theRowOfASampleKeepsItsInvalidFields() {
    ClaimedDelivery row =
        Previews.row(
            sync(),
            "dlv_1",
            new Previews.Sample(
                "1", Json.MAPPER.createObjectNode().put("a", 1), List.of(PHONE, AGE), null, null));
    assertThat(row.content().invalid()).containsExactly(PHONE, AGE);
    assertThat(row.content().fields().path("a").intValue()).isEqualTo(1);
  }

  @Test
  void theAnswerNamesAllFieldsThatCannotBeMadeAndNoRequest() {
    TestView answer = TestView.ofInvalid(List.of(PHONE, AGE));
    assertThat(answer)
        .isEqualTo(
            new TestView(
                false,
                "rejected",
                "phone",
                TextNode.valueOf(
                    "phone: Not sent, by /mapping/0/transform/0 of the sync: A text is no phone"
                        + " number; age: Not sent, by /mapping/1 of the sync: A text is no number"),
                List.of()));
  }

  private static Catalogue.Sync sync() {
    WorkspaceId workspace = new WorkspaceId("wsp_1");
    SyncSpec spec =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Profiles(),
            "records",
            new FieldMapping("id", new ValueSource.ProfileId()),
            List.of(),
            Mode.UPSERT,
            Json.MAPPER.createObjectNode(),
            null);
    Catalogue.Destination destination =
        new Catalogue.Destination(
            workspace,
            spec.destination(),
            "Destination",
            1,
            new DestinationSpec(
                "webhook", Json.MAPPER.createObjectNode(), Map.of(), List.of(), null, null),
            InstalledConnectors.load().require("webhook"));
    return Objects.requireNonNull(
        Catalogue.Sync.bound(workspace, new SyncId("syn_1"), "Sync", 1, spec, destination));
  }
}
