package dev.tributary.identity.postgres.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.AdministrationQueries;
import dev.tributary.identity.postgres.query.Conditions;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link AdministrationQueries} over PostgreSQL. */
public final class PostgresAdministrationQueries implements AdministrationQueries {
  private final RequestDatabase database;
  private final Clock clock;

  public PostgresAdministrationQueries(RequestDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<AdministrationEntry> list(
      WorkspaceId workspace, Filter filter, @Nullable String after, int limit) {
    Conditions conditions = conditions(filter).and("id < :after", "after", after);
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select entry from administration_entry where workspace = :workspace"
                        + conditions.sql()
                        + " order by id desc limit :limit")
                .bind("workspace", workspace.value())
                .bind("limit", limit)
                .bindMap(conditions.bindings())
                .map((rows, _) ->
                    Json.read(
                        rows.getString(1).getBytes(StandardCharsets.UTF_8),
                        AdministrationEntry.class))
                .list());
  }

  private Conditions conditions(Filter filter) {
    Conditions conditions =
        new Conditions()
            .and("(actor = :actor or actor_name = :actor)", "actor", filter.actor())
            .and("(object = :object or object_kind = :object)", "object", filter.object())
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
            Map.of(
                "action", action, "unknown", Timestamp.from(clock.instant().minus(UNKNOWN_AFTER))));
  }
}
