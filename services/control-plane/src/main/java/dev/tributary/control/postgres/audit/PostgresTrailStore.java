package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.TrailEntry;
import dev.tributary.control.audit.TrailStore;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** {@link TrailStore} over PostgreSQL. */
public final class PostgresTrailStore implements TrailStore {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /**
   * Shorter than {@link #LONGEST}: of a transaction that hangs, the SQLSTATE says whether another
   * session locks the rows, or whether a statement takes too long.
   */
  private static final String LIMIT =
      """
      select set_config('lock_timeout', '5s', true) || set_config('statement_timeout', '8s', true)\
      """;

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
    return bounded(workspace, session -> add(session, workspace, reads, former, actions));
  }

  /** A transaction that hangs fails, and the database rolls it back as soon as it can. */
  private Uni<Void> bounded(WorkspaceId workspace, Function<Mutiny.Session, Uni<Void>> work) {
    return Uni.createFrom()
        .deferred(() -> {
          AtomicBoolean opened = new AtomicBoolean();
          return worker
              .inWorkspace(
                  workspace,
                  session ->
                      limit(session)
                          .invoke(() -> opened.set(true))
                          .chain(() -> work.apply(session)))
              .ifNoItem()
              .after(LONGEST)
              .failWith(() -> new IllegalStateException("The database does not answer"))
              .onFailure()
              .transform(failure ->
                  opened.get() ? Failures.ofTheEntries(failure) : Failures.ofTheOpening(failure));
        });
  }

  private static Uni<String> limit(Mutiny.Session session) {
    return session.createNativeQuery(LIMIT, String.class).getSingleResult();
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
