package dev.tributary.control.postgres.approval;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.approval.ChangeRequest;
import dev.tributary.control.approval.ChangeRequestStore;
import dev.tributary.control.approval.State;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.definition.AuditedChange;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Change requests in PostgreSQL, behind row-level security. Each is kept for as long as the trail
 * of administration. Thread-safe.
 */
public final class PostgresChangeRequests implements ChangeRequestStore {
  private static final String KIND = "change";
  private static final Duration KEPT = Duration.ofDays(400);

  private final Transactions requests;
  private final ChangeRequestRows rows = new ChangeRequestRows();

  /**
   * @param requests of the role that sees one workspace
   */
  public PostgresChangeRequests(Transactions requests) {
    this.requests = requests;
  }

  @Override
  public void add(ChangeRequest request) {
    Transactions.await(requests.changing(request.workspace(), _ -> added(request)));
  }

  private Uni<ChangeRequestRow> added(ChangeRequest request) {
    ChangeRequest.Asked asked = request.asked();
    requests.changed(
        new AuditedChange(
            KIND,
            request.id(),
            asked.path(),
            null,
            Map.of("method", asked.method(), "path", asked.path(), "reason", asked.reason())));
    return rows.forget(request.workspace(), asked.at().minus(KEPT))
        .chain(() -> rows.persist(ChangeRequestRow.of(request)));
  }

  @Override
  public Optional<ChangeRequest> find(WorkspaceId workspace, String id) {
    return Optional.ofNullable(
            Transactions.await(requests.inWorkspace(workspace, _ -> rows.of(workspace, id))))
        .map(ChangeRequestRow::request);
  }

  @Override
  public List<ChangeRequest> list(
      WorkspaceId workspace, Which which, Instant now, @Nullable String cursor, int limit) {
    return Transactions.await(
            requests.inWorkspace(workspace, _ -> rows.page(workspace, which, now, cursor, limit)))
        .stream()
        .map(ChangeRequestRow::request)
        .toList();
  }

  @Override
  public long countOpen(WorkspaceId workspace, Instant now) {
    return Transactions.await(requests.inWorkspace(workspace, _ -> rows.open(workspace, now)));
  }

  @Override
  public boolean decide(ChangeRequest request, State next, ChangeRequest.Decision decision) {
    return Transactions.await(
        requests.changing(
            request.workspace(),
            _ ->
                rows.decide(request, next, decision)
                    .invoke(decided -> {
                      if (decided) {
                        requests.changed(decided(request, next, decision));
                      }
                    })));
  }

  private static AuditedChange decided(
      ChangeRequest request, State next, ChangeRequest.Decision decision) {
    return new AuditedChange(
        KIND,
        request.id(),
        request.asked().path(),
        Map.of("state", ChangeRequestRow.name(State.OPEN)),
        after(request, next, decision));
  }

  private static Map<String, String> after(
      ChangeRequest request, State next, ChangeRequest.Decision decision) {
    String reason = decision.reason();
    return Map.of(
        "state",
        ChangeRequestRow.name(next),
        "requestedBy",
        request.asked().by().name(),
        "reason",
        reason == null ? "" : reason);
  }

  @Override
  public void settle(ChangeRequest request, ChangeRequest.Outcome outcome) {
    Transactions.await(requests.changing(request.workspace(), _ -> rows.settle(request, outcome)));
  }
}
