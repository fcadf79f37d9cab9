package dev.tributary.identity.postgres;

import dev.tributary.identity.resolution.Conflict;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/** People who were named together and stay two. */
public final class ConflictTable {
  /** So many are open of one person: a value that names everybody would fill the table. */
  private static final int OF_ONE_PERSON = 100;

  private static final String KEEP =
      """
      insert into conflict (workspace, id, profile, type, value, reason, anchor_type, anchor_value,
        other, events, first_at, last_at, last_event, rules_version)
      select u.workspace, u.id, u.profile, u.type, u.value, u.reason, u.anchor_type,
        u.anchor_value, u.other, u.events, to_timestamp(u.first / 1e6), to_timestamp(u.last / 1e6),
        u.last_event, u.rules_version
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[],
                  ?::bigint[])
           u(workspace, id, profile, type, value, reason, anchor_type, anchor_value, other, events,
             first, last, last_event, rules_version)
      where exists (
          select from conflict c where c.workspace = u.workspace and c.profile = u.profile
            and c.type = u.type and c.value = u.value)
        or (select count(*) from conflict c
            where c.workspace = u.workspace and c.profile = u.profile
              and c.outcome is null) < %d
      order by u.workspace, u.profile, u.type, u.value
      on conflict (workspace, profile, type, value) do update set
        reason = excluded.reason, other = excluded.other,
        events = conflict.events + excluded.events,
        first_at = least(conflict.first_at, excluded.first_at),
        last_at = greatest(conflict.last_at, excluded.last_at),
        last_event = excluded.last_event, rules_version = excluded.rules_version\
      """
          .formatted(OF_ONE_PERSON);

  /**
   * A conflict as often as one poll met it.
   *
   * @param id for when it is the first of its kind
   * @param events how many named the two
   */
  public record Met(
      String workspace,
      String id,
      Conflict conflict,
      long events,
      Instant first,
      Instant last,
      String lastEvent,
      long rulesVersion) {}

  /**
   * @param met each profile and identifier once
   */
  public void keep(Connection tx, Collection<Met> met) throws SQLException {
    if (met.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
      new Columns<>(statement, met)
          .text(Met::workspace)
          .text(Met::id)
          .text(row -> row.conflict().profile())
          .text(row -> row.conflict().identifier().type())
          .text(row -> row.conflict().identifier().value())
          .text(row -> row.conflict().reason().wireName())
          .text(row -> row.conflict().anchor().type())
          .text(row -> row.conflict().anchor().value())
          .text(row -> row.conflict().other())
          .longs(Met::events)
          .times(Met::first)
          .times(Met::last)
          .text(Met::lastEvent)
          .longs(Met::rulesVersion);
      statement.executeUpdate();
    }
  }
}
