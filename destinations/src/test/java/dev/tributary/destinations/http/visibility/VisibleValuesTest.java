package dev.tributary.destinations.http.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.contracts.id.AudienceId;
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
import dev.tributary.runtime.tenancy.Visibility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that is made of several others is visible only to callers who may see all of them. */
class VisibleValuesTest {
  private static final Connectors CONNECTORS = InstalledConnectors.load();
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final TraitClasses CLASSES =
      TraitClasses.of(Map.of("plan", Classification.HARMLESS, "health", Classification.SENSITIVE));

  @ParameterizedTest
  @CsvSource({
    "{{plan}}, true, true",
    "{{traits.plan}}, true, true",
    "{{value}}, true, true",
    "{{plan}} {{name}}, false, true",
    "{{traits.name}}, false, true",
    "{{identifiers.email}}, false, true",
    "{{health}}, false, false",
    "{{plan}} {{traits.health.score}}, false, false",
    "{{fields.hidden}}, false, false",
  })
  void aTemplateIsAsVisibleAsItsValues(String template, boolean forEveryone, boolean byRight) {
    check(new Transform.Template(template), new SyncSource.Profiles(), forEveryone, byRight);
  }

  @ParameterizedTest
  @CsvSource({
    "{{context.ip}}, false, true",
    "{{context.health.score}}, false, false",
    "{{properties.order.health}}, false, false",
    "{{total}}, false, true",
    "{{event.name}}, false, true",
  })
  void aTemplateOverEventsIsPersonal(String template, boolean forEveryone, boolean byRight) {
    check(new Transform.Template(template), new SyncSource.Events(List.of()), forEveryone, byRight);
  }

  @Test
  void aConditionRevealsItsValue() {
    check(
        new Transform.When("traits.health", null, null, true),
        new SyncSource.Profiles(),
        false,
        false);
  }

  @Test
  void anExpressionCanReadAnyValue() {
    check(new Transform.Jsonata("traits.plan"), new SyncSource.Profiles(), false, false);
  }

  @Test
  void aHashIsAsVisibleAsItsValue() {
    Transform hash = new Transform.Hash(Transform.Algorithm.SHA256);
    check(hash, new SyncSource.Profiles(), true, true);
    assertThat(visible(true, new SyncSource.Profiles(), "health", hash)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"address.city, true", "health, false", "address.health[0].score, false", "[0], true"})
  void aPartOfAValueIsHiddenIfItsNameIsSensitive(String path, boolean byRight) {
    String inValue = path.startsWith("[") ? "value" + path : "value." + path;
    for (Transform step :
        List.of(
            new Transform.Get(path),
            new Transform.Template("{{%s}}".formatted(inValue)),
            new Transform.When(inValue, null, null, true))) {
      assertThat(visible(true, new SyncSource.Events(List.of()), "plan", step)).isEqualTo(byRight);
    }
  }

  /** Each field names the field before it several times. */
  @Test
  void eachFieldIsDecidedOnce() {
    List<FieldMapping> mapping = new ArrayList<>();
    mapping.add(
        new FieldMapping("f0", new ValueSource.Trait("plan"), List.of(new Transform.ToList(null))));
    for (int i = 1; i < 60; i++) {
      String template = "{{fields.f%1$d}}{{fields.f%1$d.a}}{{fields.f%1$d.b}}".formatted(i - 1);
      mapping.add(
          new FieldMapping(
              "f" + i,
              new ValueSource.Trait("plan"),
              List.of(new Transform.Template(template), new Transform.Template(template))));
    }
    Collections.reverse(mapping);
    SyncSource from = new SyncSource.Profiles();
    assertThat(values(false, from, mapping).field("f59")).isTrue();
    mapping.set(59, new FieldMapping("f0", new ValueSource.Trait("health")));
    assertThat(values(true, from, mapping).field("f59")).isFalse();
    assertThat(values(true, from, mapping).everything()).isFalse();
  }

  /** Requests that an earlier version has recorded have all values of the members. */
  @Test
  void aSyncToAListMayHaveSentAllValuesOfItsMembers() {
    SyncSource audience = new SyncSource.Audience(new AudienceId("aud_1"));
    assertThat(values(true, "klaviyo", "list-memberships", audience, List.of()).everything())
        .isFalse();
    assertThat(values(true, "hubspot", "list-memberships", audience, List.of()).everything())
        .as("a contact has no further fields")
        .isTrue();
  }

  private static void check(Transform step, SyncSource from, boolean forEveryone, boolean byRight) {
    assertThat(visible(false, from, "plan", step)).isEqualTo(forEveryone);
    assertThat(visible(true, from, "plan", step)).isEqualTo(byRight);
  }

  private static boolean visible(
      boolean personalData, SyncSource from, String trait, Transform step) {
    return values(
            personalData,
            from,
            List.of(
                new FieldMapping("made", new ValueSource.Trait(trait), List.of(step)),
                new FieldMapping("hidden", new ValueSource.Trait("health"))))
        .field("made");
  }

  private static VisibleValues values(
      boolean personalData, SyncSource from, List<FieldMapping> mapping) {
    String object = from instanceof SyncSource.Events ? "events" : "records";
    return values(personalData, "webhook", object, from, mapping);
  }

  private static VisibleValues values(
      boolean personalData,
      String type,
      String object,
      SyncSource from,
      List<FieldMapping> mapping) {
    Connector connector = CONNECTORS.require(type);
    SyncSpec spec =
        new SyncSpec(
            new DestinationId("dst_1"),
            from,
            object,
            null,
            mapping,
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
                type, Json.MAPPER.createObjectNode(), Map.of(), List.of(), null, null),
            connector);
    Catalogue.Sync sync =
        Catalogue.Sync.bound(WORKSPACE, new SyncId("syn_1"), "Sync", 1, spec, destination);
    assertThat(sync).isNotNull();
    return new VisibleValues(new Visibility(personalData, CLASSES), sync, null);
  }
}
