package dev.tributary.control.postgres.approval;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.fact.FactSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** How many change requests of a workspace wait for a decision. Thread-safe. */
public final class WaitingApprovalFacts implements FactSource {
  private static final String WAITING =
      """
      select workspace, count(*) from change_request
      where workspace = any(:workspaces) and state = 'open' and expires_at > :now
      group by workspace\
      """;

  private final Jdbi worker;
  private final InstantSource clock;

  public WaitingApprovalFacts(DataSource worker, InstantSource clock) {
    this.worker = Jdbi.create(worker);
    this.clock = clock;
  }

  @Override
  public List<WorkspaceFact> facts(Set<WorkspaceId> workspaces) {
    return worker.withHandle(handle ->
        handle
            .createQuery(WAITING)
            .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
            .bind("now", clock.instant())
            .map((rows, context) ->
                new WorkspaceFact(
                    new WorkspaceId(rows.getString(1)), new Fact.WaitingApprovals(rows.getLong(2))))
            .list());
  }
}
