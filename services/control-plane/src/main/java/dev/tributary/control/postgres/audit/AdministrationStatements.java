package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.TrailEntry;
import io.smallrye.mutiny.Uni;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Adds entries to the trail of administration. A repeated entry is stored once. The outcome of an
 * action replaces the entry that the action began, never the reverse. Of two counts the larger
 * stays.
 */
final class AdministrationStatements {
  private static final String REQUESTED = "requested";
  private static final String REFUSED = "refused";
  private static final String ADD =
      """
      insert into administration_entry as known (workspace, id, at, actor, actor_name, operation,
        object_kind, object, outcome, times, entry)
      select :workspace, r.id, r.at, r.actor, r."actorName", r.operation, r."objectKind",
        r.object, r.outcome, r.times, r.entry
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id text, at timestamptz,
        actor text, "actorName" text, operation text, "objectKind" text, object text, outcome text,
        times int, entry text)
      on conflict (workspace, id) do update
        set object_kind = excluded.object_kind, object = excluded.object,
          outcome = excluded.outcome, times = excluded.times, entry = excluded.entry
        where known.outcome = 'requested' and excluded.outcome <> 'requested'
          or known.outcome = 'refused' and excluded.outcome = 'refused'
            and known.times < excluded.times\
      """;

  private AdministrationStatements() {}

  /** A row of the statement, which names its fields. */
  @RecordBuilder
  record Row(
      String id,
      Instant at,
      String actor,
      String actorName,
      String operation,
      @Nullable String objectKind,
      @Nullable String object,
      String outcome,
      int times,
      String entry) {
    static Row of(AdministrationEntry entry) {
      return AdministrationStatementsRowBuilder.builder()
          .id(entry.id())
          .at(entry.at())
          .actor(entry.actor().id())
          .actorName(entry.actor().name())
          .operation(entry.act().operation())
          .objectKind(entry.act().kind())
          .object(entry.act().object())
          .outcome(entry.result().outcome().name().toLowerCase(Locale.ROOT))
          .times(entry.result().times())
          .entry(new String(Json.write(entry), StandardCharsets.UTF_8))
          .build();
    }

    /** As the statement decides between a row of the table and this one. */
    Row or(Row later) {
      boolean settles = outcome.equals(REQUESTED) && !later.outcome.equals(REQUESTED);
      boolean counts =
          outcome.equals(REFUSED) && later.outcome.equals(REFUSED) && times < later.times;
      return settles || counts ? later : this;
    }
  }

  /** One statement cannot change a row twice, and changes the rows in a fixed order. */
  static Uni<Void> add(
      Mutiny.Session session, WorkspaceId workspace, List<TrailEntry.Action> actions) {
    Map<String, Row> byId = new LinkedHashMap<>();
    actions.forEach(action -> byId.merge(action.entry().id(), Row.of(action.entry()), Row::or));
    List<Row> ordered = byId.values().stream().sorted(Comparator.comparing(Row::id)).toList();
    return JsonRows.write(session, ADD, workspace, ordered);
  }
}
