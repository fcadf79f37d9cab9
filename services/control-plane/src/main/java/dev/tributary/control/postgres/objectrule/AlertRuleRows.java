package dev.tributary.control.postgres.objectrule;

import dev.tributary.contracts.id.WorkspaceId;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code alert_rule}. Works in the caller's transaction. */
class AlertRuleRows implements PanacheRepositoryBase<AlertRuleRow, String> {

  Uni<@Nullable AlertRuleRow> of(WorkspaceId workspace, String id) {
    return find("workspace = ?1 and id = ?2", workspace.value(), id).firstResult();
  }

  Uni<List<AlertRuleRow>> all(WorkspaceId workspace) {
    return find("workspace = ?1 order by id", workspace.value()).list();
  }

  Uni<List<AlertRuleRow>> ofObject(WorkspaceId workspace, String object) {
    return find("workspace = ?1 and object = ?2 order by id", workspace.value(), object).list();
  }

  Uni<Long> number(WorkspaceId workspace) {
    return count("workspace = ?1", workspace.value());
  }
}
