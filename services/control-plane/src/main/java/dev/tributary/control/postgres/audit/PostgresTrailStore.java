package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.TrailEntry;
import dev.tributary.control.audit.TrailStore;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** {@link TrailStore} over PostgreSQL. */
public final class PostgresTrailStore implements TrailStore {
  private final Transactions worker;
  private final Ids ids;

  /**
   * @param worker of the role that adds to the trail
   */
  public PostgresTrailStore(Transactions worker, Ids ids) {
    this.worker = worker;
    this.ids = ids;
  }

  @Override
  public Uni<Void> add(WorkspaceId workspace, List<TrailEntry> entries) {
    List<TrailEntry.Read> reads = new ArrayList<>();
    List<TrailEntry.Former> former = new ArrayList<>();
    List<TrailEntry.Action> actions = new ArrayList<>();
    for (TrailEntry entry : entries) {
      switch (entry) {
        case TrailEntry.Read read -> reads.add(read);
        case TrailEntry.Former kept -> former.add(kept);
        case TrailEntry.Action action -> actions.add(action);
      }
    }
    return worker
        .inWorkspace(workspace, session -> add(session, workspace, reads, former, actions))
        .onFailure()
        .transform(Failures::translated);
  }

  private Uni<Void> add(
      Mutiny.Session session,
      WorkspaceId workspace,
      List<TrailEntry.Read> reads,
      List<TrailEntry.Former> former,
      List<TrailEntry.Action> actions) {
    return new ReadStatements(session, workspace, ids)
        .count(reads)
        .chain(() -> FormerStatements.add(session, workspace, former))
        .chain(() -> AdministrationStatements.add(session, workspace, actions));
  }
}
