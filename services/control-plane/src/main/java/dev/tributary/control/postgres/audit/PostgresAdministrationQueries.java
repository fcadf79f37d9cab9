package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.AdministrationQueries;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** {@link AdministrationQueries} over PostgreSQL. */
public final class PostgresAdministrationQueries implements AdministrationQueries {
  private final Transactions requests;
  private final Clock clock;

  /**
   * @param requests of the role that sees one workspace
   */
  public PostgresAdministrationQueries(Transactions requests, Clock clock) {
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public List<AdministrationEntry> list(
      WorkspaceId workspace, Filter filter, @Nullable String after, int limit) {
    Conditions conditions =
        conditions(filter)
            .and("workspace = :workspace", "workspace", workspace.value())
            .and("id < :after", "after", after);
    return Transactions.await(
            requests.inWorkspace(workspace, session -> rows(session, conditions, limit)))
        .stream()
        .map(AdministrationRow::value)
        .toList();
  }

  private static Uni<List<AdministrationRow>> rows(
      Mutiny.Session session, Conditions conditions, int limit) {
    return conditions
        .bind(
            session.createSelectionQuery(
                "from AdministrationRow where 1 = 1" + conditions.hql() + " order by id desc",
                AdministrationRow.class))
        .setMaxResults(limit)
        .getResultList();
  }

  private Conditions conditions(Filter filter) {
    Conditions conditions =
        new Conditions()
            .and("(actor = :actor or actorName = :actor)", "actor", filter.actor())
            .and("(object = :object or objectKind = :object)", "object", filter.object())
            .and("at >= :from", "from", filter.from())
            .and("at < :to", "to", filter.to());
    String action = filter.action();
    return action == null
        ? conditions
        : conditions.and(
            """
            (operation = :action or :action =
              case when outcome = 'requested' and at < :unknown then 'unknown' else outcome end)\
            """,
            Map.of("action", action, "unknown", clock.instant().minus(UNKNOWN_AFTER)));
  }
}
