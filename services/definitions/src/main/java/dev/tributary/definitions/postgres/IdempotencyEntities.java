package dev.tributary.definitions.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The table {@code idempotency_key}. Works in the caller's transaction. */
class IdempotencyEntities
    implements PanacheRepositoryBase<IdempotencyEntity, IdempotencyEntity.Key> {

  Uni<@Nullable IdempotencyEntity> of(WorkspaceId workspace, String kind, String requestKey) {
    return find(
            "workspace = ?1 and kind = ?2 and requestKey = ?3", workspace.value(), kind, requestKey)
        .firstResult();
  }
}
