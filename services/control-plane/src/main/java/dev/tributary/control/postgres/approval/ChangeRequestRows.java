package dev.tributary.control.postgres.approval;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.approval.ChangeRequest;
import dev.tributary.control.approval.ChangeRequestStore.Which;
import dev.tributary.control.approval.State;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code change_request}. Works in the caller's transaction. */
class ChangeRequestRows implements PanacheRepositoryBase<ChangeRequestRow, String> {
  private static final String WORKSPACE = "workspace";

  Uni<@Nullable ChangeRequestRow> of(WorkspaceId workspace, String id) {
    return find("workspace = ?1 and id = ?2", workspace.value(), id).firstResult();
  }

  Uni<List<ChangeRequestRow>> page(
      WorkspaceId workspace, Which which, Instant now, @Nullable String cursor, int limit) {
    StringBuilder query = new StringBuilder("workspace = :workspace");
    Map<String, Object> values = new HashMap<>(Map.of(WORKSPACE, workspace.value()));
    if (which != Which.ALL) {
      values.put("now", now);
      query.append(
          which == Which.OPEN
              ? " and state = 'open' and expiresAt > :now"
              : " and (state <> 'open' or expiresAt <= :now)");
    }
    if (cursor != null) {
      values.put("cursor", cursor);
      query.append(" and id < :cursor");
    }
    return find(query + " order by id desc", values).range(0, limit).list();
  }

  Uni<Long> open(WorkspaceId workspace, Instant now) {
    return count("workspace = ?1 and state = 'open' and expiresAt > ?2", workspace.value(), now);
  }

  /** Of several callers at once, one changes the row. */
  Uni<Boolean> decide(ChangeRequest request, State next, ChangeRequest.Decision decision) {
    Map<String, Object> values = new HashMap<>();
    values.put("state", ChangeRequestRow.name(next));
    values.put("by", decision.by().subject());
    values.put("byName", decision.by().name());
    values.put("at", decision.at());
    values.put("reason", decision.reason());
    values.put(WORKSPACE, request.workspace().value());
    values.put("id", request.id());
    return update(
            """
            state = :state, decidedBy = :by, decidedByName = :byName, decidedAt = :at,
              decisionReason = :reason
            where workspace = :workspace and id = :id and state = 'open' and expiresAt > :at\
            """,
            values)
        .map(rows -> rows > 0);
  }

  Uni<Integer> settle(ChangeRequest request, ChangeRequest.Outcome outcome) {
    return update(
        """
        state = :state, status = :status, answer = :answer
        where workspace = :workspace and id = :id and state = 'applying'\
        """,
        Map.of(
            "state",
            ChangeRequestRow.name(outcome.state()),
            "status",
            outcome.status(),
            "answer",
            outcome.detail(),
            WORKSPACE,
            request.workspace().value(),
            "id",
            request.id()));
  }

  Uni<Long> forget(WorkspaceId workspace, Instant before) {
    return delete("workspace = ?1 and requestedAt < ?2", workspace.value(), before);
  }
}
