package dev.tributary.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.EventPropertyBody;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.definition.WorkspaceTypes.Property;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkspaceTypesTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_other");
  private static final Property TOTAL = new Property(CallType.TRACK, "Order Completed", "total");

  private record Types(Map<String, DeclaredType> traits, Map<Property, DeclaredType> properties) {}

  private final WorkspaceTypes<Types> types = new WorkspaceTypes<>(Types::new);

  @Test
  void theNewestTypeOfATraitOfTheWorkspaceCounts() {
    types.trait(trait(SHOP, DeclaredType.NUMBER, false));
    types.trait(trait(SHOP, DeclaredType.TEXT, false));
    assertThat(types.of(SHOP)).isEqualTo(new Types(Map.of("age", DeclaredType.TEXT), Map.of()));
    assertThat(types.of(OTHER)).isEqualTo(new Types(Map.of(), Map.of()));
  }

  @Test
  void aTraitWithoutATypeAndADeletedOneAreReadAsTheyWereSent() {
    types.trait(trait(SHOP, DeclaredType.NUMBER, false));
    types.trait(trait(SHOP, null, false));
    assertThat(types.of(SHOP).traits()).isEmpty();
    types.trait(trait(OTHER, DeclaredType.NUMBER, false));
    types.trait(trait(OTHER, DeclaredType.NUMBER, true));
    assertThat(types.of(OTHER).traits()).isEmpty();
  }

  @Test
  void aPropertyKeepsTheTypesOfTraits() {
    types.trait(trait(SHOP, DeclaredType.NUMBER, false));
    types.property(property(false));
    assertThat(types.of(SHOP))
        .isEqualTo(
            new Types(Map.of("age", DeclaredType.NUMBER), Map.of(TOTAL, DeclaredType.DATE_TIME)));
    types.property(property(true));
    assertThat(types.of(SHOP)).isEqualTo(new Types(Map.of("age", DeclaredType.NUMBER), Map.of()));
  }

  private static Definition trait(
      WorkspaceId workspace, @Nullable DeclaredType type, boolean deleted) {
    return definition(workspace, "age", deleted, new TraitBody(Classification.PERSONAL, type));
  }

  private static Definition property(boolean deleted) {
    return definition(
        SHOP,
        "total",
        deleted,
        new EventPropertyBody(TOTAL.call(), TOTAL.event(), TOTAL.path(), DeclaredType.DATE_TIME));
  }

  private static Definition definition(
      WorkspaceId workspace, String key, boolean deleted, Object body) {
    return new Definition(
        workspace, "id_" + key, 1, key, key, deleted, Json.MAPPER.valueToTree(body));
  }
}
