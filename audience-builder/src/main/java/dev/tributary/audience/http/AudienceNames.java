package dev.tributary.audience.http;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The names of audiences. */
public final class AudienceNames {
  private AudienceNames() {}

  /** The name of the audience with an id; the id itself if there is none. */
  public static Function<AudienceId, String> of(
      DefinitionStore<AudienceSpec> store, WorkspaceId workspace) {
    Map<AudienceId, String> names = new HashMap<>();
    for (StoredDefinition<AudienceSpec> each : store.all(workspace)) {
      names.put(new AudienceId(each.id()), each.name());
    }
    return id -> names.getOrDefault(id, id.value());
  }
}
