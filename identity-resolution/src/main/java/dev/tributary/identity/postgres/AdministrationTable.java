package dev.tributary.identity.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The audit trail of administration: who changed which settings of a workspace. Thread-safe. */
public final class AdministrationTable {
  /**
   * An action without an outcome after this time has an unknown outcome: no request takes this
   * long.
   */
  public static final Duration UNKNOWN_AFTER = Duration.ofMinutes(5);

  private static final String IS_ACTION =
      """
       and (operation = :action or :action =
            case when outcome = 'requested' and at < :unknown then 'unknown' else outcome end)\
      """;

  private final RequestDatabase database;
  private final Clock clock;

  public AdministrationTable(RequestDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Which entries to list; null for any.
   *
   * @param actor by subject or name
   * @param object by its id, or the kind of the object
   * @param action an operation, or an outcome as it is shown
   * @param from the earliest time, inclusive
   * @param to the latest time, exclusive
   */
  public record Filter(
      @Nullable String actor,
      @Nullable String object,
      @Nullable String action,
      @Nullable Instant from,
      @Nullable Instant to) {
    public static final Filter ALL = new Filter(null, null, null, null, null);

    private String conditions() {
      return (actor == null ? "" : " and (actor = :actor or actor_name = :actor)")
          + (object == null ? "" : " and (object = :object or object_kind = :object)")
          + (action == null ? "" : IS_ACTION)
          + (from == null ? "" : " and at >= :from")
          + (to == null ? "" : " and at < :to");
    }

    private void bind(Query query, Instant now) {
      if (actor != null) {
        query.bind("actor", actor);
      }
      if (object != null) {
        query.bind("object", object);
      }
      if (action != null) {
        query.bind("action", action);
        query.bind("unknown", Timestamp.from(now.minus(UNKNOWN_AFTER)));
      }
      if (from != null) {
        query.bind("from", Timestamp.from(from));
      }
      if (to != null) {
        query.bind("to", Timestamp.from(to));
      }
    }
  }

  /**
   * Newest first.
   *
   * @param after the last entry of the previous page, or null
   */
  public List<AdministrationEntry> list(
      WorkspaceId workspace, Filter filter, @Nullable String after, int limit) {
    String sql =
        "select entry from administration_entry where workspace = :workspace"
            + filter.conditions()
            + (after == null ? "" : " and id < :after")
            + " order by id desc limit :limit";
    return database.inWorkspace(
        workspace,
        tx -> {
          Query query =
              tx.createQuery(sql).bind("workspace", workspace.value()).bind("limit", limit);
          filter.bind(query, clock.instant());
          if (after != null) {
            query.bind("after", after);
          }
          return query
              .map((rows, _) ->
                  Json.read(
                      rows.getString(1).getBytes(StandardCharsets.UTF_8),
                      AdministrationEntry.class))
              .list();
        });
  }
}
