package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.TrailEntry;
import io.smallrye.mutiny.Uni;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Counts reads of one workspace. Equal reads within one minute are one row, and a copy of a message
 * is not counted again. Confined to one transaction.
 */
final class ReadStatements {
  private static final String NOTE =
      """
      insert into counted_read (workspace, message_id)
      select :workspace, m.id
      from jsonb_array_elements_text(cast(cast(:rows as text) as jsonb)) as m(id)
      order by m.id
      on conflict do nothing returning message_id\
      """;

  private static final String COUNT =
      """
      insert into read_entry as known (workspace, id, actor, actor_name, operation, profile, part,
        minute, reads, first_at, last_at)
      select :workspace, r.id, r.actor, r."actorName", r.operation, r.profile, r.part,
        r.minute, r.reads, r."firstAt", r."lastAt"
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id text, actor text,
        "actorName" text, operation text, profile text, part text, minute timestamptz, reads int,
        "firstAt" timestamptz, "lastAt" timestamptz)
      on conflict (workspace, actor, operation, profile, part, minute) where not handed_over
      do update set reads = known.reads + excluded.reads,
        first_at = least(known.first_at, excluded.first_at),
        last_at = greatest(known.last_at, excluded.last_at)\
      """;

  /** The profile of a read that concerns no profile, or more than one. */
  private static final List<ProfileId> NOBODY = List.of(new ProfileId(""));

  private final Mutiny.Session session;
  private final WorkspaceId workspace;
  private final Ids ids;

  ReadStatements(Mutiny.Session session, WorkspaceId workspace, Ids ids) {
    this.session = session;
    this.workspace = workspace;
    this.ids = ids;
  }

  Uni<Void> count(List<TrailEntry.Read> reads) {
    if (reads.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<String, PersonalDataRead> byMessage = new HashMap<>();
    reads.forEach(read -> byMessage.put(read.message(), read.read()));
    return JsonRows.read(session, NOTE, workspace, List.copyOf(byMessage.keySet()))
        .chain(fresh -> {
          byMessage.keySet().retainAll(fresh);
          return JsonRows.write(session, COUNT, workspace, rows(byMessage.values()));
        });
  }

  /** The fields that equal reads have in common. */
  private record Key(
      String actor, String operation, ProfileId profile, String part, Instant minute) {}

  /** A row of the statement, which names its fields. */
  @RecordBuilder
  record Row(
      String id,
      String actor,
      String actorName,
      String operation,
      ProfileId profile,
      String part,
      Instant minute,
      int reads,
      Instant firstAt,
      Instant lastAt) {
    Key key() {
      return new Key(actor, operation, profile, part, minute);
    }

    Row with(Row more) {
      return ReadStatementsRowBuilder.builder(this)
          .reads(reads + more.reads)
          .firstAt(firstAt.isBefore(more.firstAt) ? firstAt : more.firstAt)
          .lastAt(lastAt.isAfter(more.lastAt) ? lastAt : more.lastAt)
          .build();
    }
  }

  /** One row for equal reads, in a fixed order, to avoid deadlocks. */
  private List<Row> rows(Collection<PersonalDataRead> reads) {
    Map<Key, Row> rows = new HashMap<>();
    reads.stream().flatMap(this::rows).forEach(row -> rows.merge(row.key(), row, Row::with));
    return rows.values().stream()
        .sorted(
            Comparator.comparing(Row::actor)
                .thenComparing(Row::operation)
                .thenComparing(Row::profile)
                .thenComparing(Row::part)
                .thenComparing(Row::minute))
        .toList();
  }

  private Stream<Row> rows(PersonalDataRead read) {
    List<ProfileId> profiles =
        read.profiles().isEmpty() ? NOBODY : read.profiles().stream().distinct().toList();
    return profiles.stream()
        .map(profile ->
            ReadStatementsRowBuilder.builder()
                .id(ids.at(Ids.AUDIT_ENTRY, read.at()))
                .actor(read.actor())
                .actorName(read.actorName())
                .operation(read.operation())
                .profile(profile)
                .part(read.part() == null ? "" : read.part())
                .minute(read.at().truncatedTo(ChronoUnit.MINUTES))
                .reads(read.reads())
                .firstAt(read.at())
                .lastAt(read.at())
                .build());
  }
}
