package dev.tributary.destinations.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.SyncSpec.Mode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyncCheckTest {
  private static final Connector HUBSPOT = Connectors.discovered().require("hubspot");
  private static final Connector WEBHOOK = Connectors.discovered().require("webhook");
  private static final FieldMapping EMAIL =
      new FieldMapping("email", new ValueSource.IdentifierOf("email"));
  private static final SyncSource AUDIENCE = new SyncSource.Audience(new AudienceId("aud_1"));

  @Test
  void anUnknownFieldIsNamedWithItsPlaceUnlessTheSettingsDeclareIt() {
    SyncSpec sync = people(new SyncSource.Profiles(), "contacts", trait("loyalty_tier"));
    assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(sync, null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping/0/field");
    assertThat(new SyncCheck(HUBSPOT, Set.of("loyalty_tier")).faults(sync, null)).isEmpty();
  }

  @Test
  void aFieldMayNotBeMappedTwice() {
    SyncSpec sync =
        people(
            new SyncSource.Profiles(), "contacts", trait("firstname"), trait("firstname"), EMAIL);
    assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(sync, null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping/1/field", "/mapping/2/field");
  }

  @Test
  void anAudienceBecomesAListWithOrWithoutFieldsBesideIt() {
    SyncCheck check = new SyncCheck(HUBSPOT, Set.of());
    assertThat(check.faults(people(AUDIENCE, "contacts", trait("firstname")), null)).isEmpty();
    assertThat(check.faults(people(AUDIENCE, "list-memberships"), null)).isEmpty();
    assertThat(check.faults(people(AUDIENCE, "list-memberships", trait("firstname")), null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping");
    assertThat(check.faults(people(new SyncSource.Profiles(), "list-memberships"), null))
        .extracting(Fault::pointer)
        .contains("/from");
    SyncSpec withoutList =
        new SyncSpec(
            new DestinationId("dst_1"),
            AUDIENCE,
            "list-memberships",
            EMAIL,
            List.of(),
            Mode.MIRROR,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(check.faults(withoutList, null))
        .extracting(Fault::pointer)
        .containsExactly("/settings/list");
  }

  @Test
  void syncsOfOneObjectShareItWithDisjointFieldsOnly() {
    SyncCheck check = new SyncCheck(HUBSPOT, Set.of());
    SyncSpec first = people(new SyncSource.Profiles(), "contacts", trait("firstname"));
    List<SyncCheck.Existing> others =
        List.of(new SyncCheck.Existing(new SyncId("syn_1"), "First", first));
    assertThat(check.overlaps(people(AUDIENCE, "contacts", trait("lastname")), others)).isEmpty();
    assertThat(check.overlaps(people(AUDIENCE, "list-memberships"), others)).isEmpty();
    assertThat(check.overlaps(people(AUDIENCE, "contacts", trait("firstname")), others))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo("/mapping");
          assertThat(fault.words()).contains("First").contains("firstname");
        });
  }

  @Test
  void whatPassesEverythingOnOverlapsWithEverything() {
    SyncSpec all = webhook(List.of());
    List<SyncCheck.Existing> others =
        List.of(new SyncCheck.Existing(new SyncId("syn_1"), "All", all));
    assertThat(new SyncCheck(WEBHOOK, Set.of()).overlaps(webhook(List.of(trait("name"))), others))
        .hasSize(1);
  }

  @Test
  void anUnknownColumnIsNamedWithTheModelsColumns() {
    ModelBody model =
        new ModelBody("order", List.of("id"), Map.of("id", "text"), ModelBody.Mapping.NONE);
    SyncSpec sync =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Model(new ModelId("mdl_1"), null),
            "records",
            new FieldMapping("id", new ValueSource.Column("id")),
            List.of(new FieldMapping("total", new ValueSource.Column("totall"))),
            Mode.MIRROR,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(sync, model))
        .singleElement()
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/mapping/0/from/name"));
  }

  @Test
  void aSourceThatTheKindOfSyncLacksIsRefused() {
    SyncSpec sync =
        webhook(List.of(new FieldMapping("total", new ValueSource.EventProperty("total"))));
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(sync, null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping/0/from");
  }

  @Test
  void eventsAreNeitherMatchedNorMirrored() {
    SyncSpec sync =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Events(List.of()),
            "events",
            EMAIL,
            List.of(),
            Mode.MIRROR,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(sync, null))
        .extracting(Fault::pointer)
        .contains("/match", "/mode");
  }

  @Test
  void onlyFieldsOfRecordsAreSetOnce() {
    List<FieldMapping> once = List.of(new FieldMapping("id", new ValueSource.ProfileId(), true));
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(webhook(once), null)).isEmpty();
    SyncSpec events =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Events(List.of()),
            "events",
            null,
            once,
            Mode.UPSERT,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(events, null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping/0/setOnce");
    SyncSpec matched =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Profiles(),
            "records",
            new FieldMapping(EMAIL.field(), EMAIL.from(), true),
            List.of(),
            Mode.UPSERT,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(matched, null))
        .extracting(Fault::pointer)
        .containsExactly("/match/setOnce");
  }

  @Test
  void aMappingSaysOnlyThenThatAFieldIsSetOnceIfItIs() {
    FieldMapping often = trait("city");
    FieldMapping once = new FieldMapping("city", often.from(), true);
    assertThat(Json.MAPPER.valueToTree(often).has("setOnce")).isFalse();
    for (FieldMapping mapping : List.of(often, once)) {
      assertThat(Json.read(Json.write(mapping), FieldMapping.class)).isEqualTo(mapping);
    }
  }

  private static SyncSpec webhook(List<FieldMapping> mapping) {
    return new SyncSpec(
        new DestinationId("dst_1"),
        new SyncSource.Profiles(),
        "records",
        EMAIL,
        mapping,
        Mode.UPSERT,
        Json.MAPPER.createObjectNode(),
        null);
  }

  private static SyncSpec people(SyncSource from, String object, FieldMapping... mapping) {
    ObjectNode settings = Json.MAPPER.createObjectNode();
    if (from instanceof SyncSource.Audience) {
      settings.put("list", "Members");
    }
    return new SyncSpec(
        new DestinationId("dst_1"),
        from,
        object,
        EMAIL,
        List.of(mapping),
        from instanceof SyncSource.Audience ? Mode.MIRROR : Mode.UPSERT,
        settings,
        null);
  }

  private static FieldMapping trait(String field) {
    return new FieldMapping(field, new ValueSource.Trait(field));
  }
}
