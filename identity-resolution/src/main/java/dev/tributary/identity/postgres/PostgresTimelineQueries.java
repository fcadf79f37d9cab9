package dev.tributary.identity.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.timeline.EventQueries.Recorded;
import dev.tributary.identity.timeline.TimelineQueries;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
      WorkspaceId workspace, List<String> profiles, Filter filter, int limit) {
    StringBuilder conditions = new StringBuilder();
    Map<String, Object> bindings = bindings(filter, conditions);
    String sql =
        "select e.* from unnest(:profiles) u(id) cross join lateral ("
            + PostgresEventQueries.COLUMNS
            + " and profile = u.id"
            + conditions
            + " order by happened_at desc, event desc limit :limit) e"
            + " order by e.happened_at desc, e.event desc limit :limit";
    return database.byKey(
        workspace,
        tx ->
            tx.createQuery(sql)
                .bind("workspace", workspace.value())
                .bind("profiles", profiles.toArray(String[]::new))
                .bind("limit", limit)
                .bindMap(bindings)
                .map(PostgresEventQueries::recorded)
                .list());
  }

  /** The bound values of the conditions, by placeholder. */
  private static Map<String, Object> bindings(Filter filter, StringBuilder sql) {
    Map<String, Object> bindings = new LinkedHashMap<>();
    add(bindings, sql, " and type = :type", "type", filter.type());
    add(bindings, sql, " and name = :name", "name", filter.name());
    add(bindings, sql, " and source = :source", "source", filter.source());
    add(bindings, sql, " and happened_at >= :from", "from", filter.from());
    add(bindings, sql, " and happened_at < :to", "to", filter.to());
    Moment after = filter.after();
    if (after != null) {
      sql.append(" and (happened_at, event) < (:afterTime, :afterEvent)");
      bindings.put("afterTime", after.timestamp());
      bindings.put("afterEvent", after.event());
    }
    return bindings;
  }

  private static void add(
      Map<String, Object> bindings,
      StringBuilder sql,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      sql.append(condition);
      bindings.put(name, value);
    }
  }
}
