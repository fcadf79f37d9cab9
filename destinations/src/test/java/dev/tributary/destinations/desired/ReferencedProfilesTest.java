package dev.tributary.destinations.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.mapping.Transform;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The people that a record names which a user entered by hand. */
class ReferencedProfilesTest {
  private static final Connectors CONNECTORS = InstalledConnectors.load();
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");

  @Test
  void eachElementOfAListIsAnIdentifier() {
    assertThat(
            named(
                new FieldMapping("emails", new ValueSource.Identifiers("email")),
                "{\"emails\":[\"a@example.org\",\"b@example.org\"]}"))
        .containsExactly(ref("email", "a@example.org"), ref("email", "b@example.org"));
  }

  @Test
  void aFieldThatStepsChangeNamesNobody() {
    ValueSource email = new ValueSource.IdentifierOf("email");
    String fields = "{\"f\":\"a@example.org\"}";
    assertThat(
            named(
                new FieldMapping(
                    "f", email, List.of(new Transform.Hash(Transform.Algorithm.SHA256))),
                fields))
        .isEmpty();
    assertThat(
            named(
                new FieldMapping(
                    "f", email, List.of(new Transform.Default(TextNode.valueOf("nobody")))),
                fields))
        .isEmpty();
    assertThat(
            named(
                new FieldMapping(
                    "f",
                    email,
                    List.of(
                        new Transform.Normalise(Transform.Form.EMAIL, null),
                        new Transform.When(null, null, null, true),
                        new Transform.ToList(null))),
                "{\"f\":[\"a@example.org\"]}"))
        .containsExactly(ref("email", "a@example.org"));
  }

  private static Iterable<IdentifierRef> named(FieldMapping mapping, String fields) {
    Connector connector = CONNECTORS.require("webhook");
    SyncSpec spec =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Profiles(),
            "records",
            new FieldMapping("id", new ValueSource.ProfileId()),
            List.of(mapping),
            Mode.UPSERT,
            Json.MAPPER.createObjectNode(),
            null);
    Catalogue.Destination destination =
        new Catalogue.Destination(
            WORKSPACE,
            spec.destination(),
            "Destination",
            1,
            new DestinationSpec(
                "webhook", Json.MAPPER.createObjectNode(), Map.of(), List.of(), null, null),
            connector);
    Catalogue.Sync sync =
        Objects.requireNonNull(
            Catalogue.Sync.bound(WORKSPACE, new SyncId("syn_1"), "Sync", 1, spec, destination));
    return ReferencedProfiles.of(
            sync,
            null,
            "prf_1",
            Json.read(fields.getBytes(StandardCharsets.UTF_8), ObjectNode.class))
        .refs();
  }

  private static IdentifierRef ref(String type, String value) {
    return IdentifierRef.of(WORKSPACE, new Identifier(type, value));
  }
}
