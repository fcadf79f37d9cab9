package dev.tributary.gateway.postgres;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** How many change requests of a workspace wait for a decision. Thread-safe. */
public final class WaitingApprovalFacts {
  private static final String WAITING =
      """
      select count(*) from change_request
      where workspace = :workspace and state = 'open' and expires_at > :now\
      """;

  private final Jdbi worker;
  private final InstantSource clock;

  public WaitingApprovalFacts(DataSource worker, InstantSource clock) {
    this.worker = Jdbi.create(worker);
    this.clock = clock;
  }

  /** Empty if no request waits. */
  public List<Fact> facts(WorkspaceId workspace) {
    long waiting =
        worker.withHandle(handle ->
            handle
                .createQuery(WAITING)
                .bind("workspace", workspace.value())
                .bind("now", clock.instant())
                .mapTo(Long.class)
                .one());
    return waiting == 0 ? List.of() : List.of(new Fact.WaitingApprovals(waiting));
  }
}
