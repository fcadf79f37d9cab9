package dev.tributary.identity.postgres.timeline;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.timeline.EventQueries.Recorded;
import dev.tributary.identity.timeline.TimelineQueries;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.List;
import java.util.Map;

/**
 * {@link TimelineQueries} over PostgreSQL. Each id of a profile reads its own range of the index,
 * from its newest event on.
 */
public final class PostgresTimelineQueries implements TimelineQueries {
  private final RequestDatabase database;

  public PostgresTimelineQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Recorded> list(
      WorkspaceId workspace, List<ProfileId> profiles, Filter filter, int limit) {
    Conditions conditions = conditions(filter);
    String sql =
        "select e.* from unnest(:profiles) u(id) cross join lateral ("
            + PostgresEventQueries.COLUMNS
            + " and profile = u.id"
            + conditions.sql()
            + " order by happened_at desc, event desc limit :limit) e"
            + " order by e.happened_at desc, e.event desc limit :limit";
    return database.byKey(
        workspace,
        tx ->
            tx.createQuery(sql)
                .bind("workspace", workspace.value())
                .bind("profiles", ProfileId.values(profiles))
                .bind("limit", limit)
                .bindMap(conditions.bindings())
                .map(PostgresEventQueries::recorded)
                .list());
  }

  private static Conditions conditions(Filter filter) {
    Conditions conditions =
        new Conditions()
            .and("type = :type", "type", filter.type())
            .and("name = :name", "name", filter.name())
            .and("source = :source", "source", SourceId.textOf(filter.source()))
            .and("happened_at >= :from", "from", filter.from())
            .and("happened_at < :to", "to", filter.to());
    ListPosition after = filter.after();
    if (after != null) {
      conditions.and(
          "(happened_at, event) < (:afterTime, :afterEvent)",
          Map.of("afterTime", after.time(), "afterEvent", after.id()));
    }
    return conditions;
  }
}
