package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.audit.ReadEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.TrailEntry;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Stores entries of the trail of reads that another service has kept. An entry keeps its id. Its
 * copies carry the whole entry, and the one with the most reads stays.
 */
final class FormerStatements {
  private static final String ADD =
      """
      insert into read_entry as known (workspace, id, actor, actor_name, operation, profile, part,
        minute, reads, first_at, last_at, handed_over)
      select :workspace, r.id, r.actor, r."actorName", r.operation, coalesce(r.profile, ''),
        coalesce(r.part, ''), date_trunc('minute', r."firstAt", 'UTC'), r.reads, r."firstAt",
        r."lastAt", true
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id text, actor text,
        "actorName" text, operation text, profile text, part text, reads int,
        "firstAt" timestamptz, "lastAt" timestamptz)
      on conflict (workspace, id)
      do update set reads = excluded.reads, first_at = excluded.first_at,
        last_at = excluded.last_at where known.reads < excluded.reads\
      """;

  private static final BinaryOperator<ReadEntry> LARGER =
      (one, other) -> one.reads() < other.reads() ? other : one;

  private FormerStatements() {}

  static Uni<Void> add(
      Mutiny.Session session, WorkspaceId workspace, List<TrailEntry.Former> former) {
    Map<String, ReadEntry> byId =
        former.stream()
            .map(TrailEntry.Former::entry)
            .collect(Collectors.toMap(ReadEntry::id, Function.identity(), LARGER));
    List<ReadEntry> ordered = byId.keySet().stream().sorted().map(byId::get).toList();
    return JsonRows.write(session, ADD, workspace, ordered);
  }
}
