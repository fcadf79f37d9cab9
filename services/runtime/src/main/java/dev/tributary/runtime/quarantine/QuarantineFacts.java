package dev.tributary.runtime.quarantine;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.fact.FactSource;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** How many of a workspace's messages wait in quarantine. Thread-safe. */
public final class QuarantineFacts implements FactSource {
  private static final String WAITING =
      """
      select count(*) from quarantined_message
      where workspace = :workspace and state <> 'redriven'\
      """;

  private final Jdbi worker;

  public QuarantineFacts(DataSource worker) {
    this.worker = Jdbi.create(worker);
  }

  @Override
  public List<Fact> facts(WorkspaceId workspace) {
    long waiting =
        worker.withHandle(handle ->
            handle
                .createQuery(WAITING)
                .bind("workspace", workspace.value())
                .mapTo(Long.class)
                .one());
    return List.of(new Fact.Quarantined(waiting));
  }
}
