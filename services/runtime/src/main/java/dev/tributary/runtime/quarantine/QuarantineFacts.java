package dev.tributary.runtime.quarantine;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.fact.FactSource;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** How many of a workspace's messages wait in quarantine. Thread-safe. */
public final class QuarantineFacts implements FactSource {
  private static final String WAITING =
      """
      select workspace, count(*) from quarantined_message
      where workspace = any(:workspaces) and state <> 'redriven' group by workspace\
      """;

  private final Jdbi worker;

  public QuarantineFacts(DataSource worker) {
    this.worker = Jdbi.create(worker);
  }

  @Override
  public List<WorkspaceFact> facts(Set<WorkspaceId> workspaces) {
    return worker.withHandle(handle ->
        handle
            .createQuery(WAITING)
            .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
            .map((rows, context) ->
                new WorkspaceFact(
                    new WorkspaceId(rows.getString(1)), new Fact.Quarantined(rows.getLong(2))))
            .list());
  }
}
