package dev.tributary.identity.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.EventReads.Recorded;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists the events of one profile, newest first by the time at which they happened. Thread-safe.
 */
public final class TimelineReads {
  private final RequestDatabase database;

  public TimelineReads(RequestDatabase database) {
    this.database = database;
  }

  /** A position in a profile's timeline, at which the next page starts. */
  public record Moment(Instant timestamp, String event) {}

  /**
   * What to list; null for any.
   *
   * @param from the earliest time at which it happened, inclusive
   * @param to the latest time, exclusive
   * @param after the last event of the previous page
   */
  public record Filter(
      @Nullable String type,
      @Nullable String name,
      @Nullable String source,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Moment after) {

    /** The bound values of the conditions, by placeholder. */
    private Map<String, Object> bindings(StringBuilder sql) {
      Map<String, Object> bindings = new LinkedHashMap<>();
      add(bindings, sql, " and type = :type", "type", type);
      add(bindings, sql, " and name = :name", "name", name);
      add(bindings, sql, " and source = :source", "source", source);
      add(bindings, sql, " and happened_at >= :from", "from", from);
      add(bindings, sql, " and happened_at < :to", "to", to);
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

  /**
   * Each id of the profile reads its own range of the index, from its newest event on.
   *
   * @param profiles a profile's ids, with merged ones
   */
  public List<Recorded> list(
      WorkspaceId workspace, List<String> profiles, Filter filter, int limit) {
    StringBuilder conditions = new StringBuilder();
    Map<String, Object> bindings = filter.bindings(conditions);
    String sql =
        "select e.* from unnest(:profiles) u(id) cross join lateral ("
            + EventReads.COLUMNS
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
                .map(EventReads::recorded)
                .list());
  }
}
