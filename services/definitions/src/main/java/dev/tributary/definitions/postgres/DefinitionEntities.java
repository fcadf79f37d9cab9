package dev.tributary.definitions.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The table {@code definition}. Works in the caller's transaction. */
class DefinitionEntities implements PanacheRepositoryBase<DefinitionEntity, DefinitionEntity.Key> {
  private static final String PRESENT = "workspace = ?1 and kind = ?2 and not deleted";

  PanacheQuery<DefinitionEntity> named(WorkspaceId workspace, String kind, String idOrKey) {
    return find(
        PRESENT + " and (objectId = ?3 or objectKey = ?3)", workspace.value(), kind, idOrKey);
  }

  Uni<List<DefinitionEntity>> after(WorkspaceId workspace, String kind, String id, int limit) {
    return find(PRESENT + " and objectId > ?3 order by objectId", workspace.value(), kind, id)
        .page(0, limit)
        .list();
  }

  Uni<Long> present(WorkspaceId workspace, String kind) {
    return count(PRESENT, workspace.value(), kind);
  }
}
