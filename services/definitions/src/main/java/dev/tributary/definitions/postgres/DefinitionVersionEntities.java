package dev.tributary.definitions.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code definition_version}. Works in the caller's transaction. */
class DefinitionVersionEntities
    implements PanacheRepositoryBase<DefinitionVersionEntity, DefinitionVersionEntity.Key> {
  private static final String OF_OBJECT = "workspace = ?1 and kind = ?2 and objectId = ?3";

  Uni<List<DefinitionVersionEntity>> before(
      WorkspaceId workspace, String kind, String id, long version, int limit) {
    return find(
            OF_OBJECT + " and version < ?4 order by version desc",
            workspace.value(),
            kind,
            id,
            version)
        .page(0, limit)
        .list();
  }

  Uni<@Nullable DefinitionVersionEntity> of(
      WorkspaceId workspace, String kind, String id, long version) {
    return find(OF_OBJECT + " and version = ?4", workspace.value(), kind, id, version)
        .firstResult();
  }

  Uni<Long> forget(WorkspaceId workspace, String kind, String id, long last) {
    return delete(OF_OBJECT + " and version <= ?4", workspace.value(), kind, id, last);
  }
}
