package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.store.FoundConflictStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link FoundConflictStore} over PostgreSQL. */
public final class PostgresFoundConflictStore implements FoundConflictStore {
  /**
   * This number of open conflicts is kept per profile: an identifier that many profiles share would
   * fill the table.
   */
  private static final int OF_ONE_PERSON = 100;

  /**
   * The profile whose row counts the conflict: the oldest row of the profile, or of a profile that
   * was merged into it.
   */
  private static final String COUNTED_BY =
      """
      select coalesce(
        (select c.profile
         from (select owner.profile union all
               select a.profile from merged_profile a
               where a.workspace = u.workspace and a.survivor = owner.profile) family
         join conflict c on c.workspace = u.workspace and c.profile = family.profile
           and c.type = u.type and c.value = u.value
         order by c.id limit 1), owner.profile)
      from unnest(?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
           u(workspace, profile, type, value, place)
      cross join lateral (select coalesce((
          select a.survivor from merged_profile a
          where a.workspace = u.workspace and a.profile = u.profile), u.profile)) owner(profile)
      order by u.place\
      """;

  /** A conflict between profiles that a cut keeps apart is settled already. */
  private static final String KEEP =
      """
      insert into conflict (workspace, id, profile, type, value, reason, anchor_type, anchor_value,
        other, events, first_at, last_at, last_event, rules_version, broken_limit, outcome,
        settled_at)
      select u.workspace, u.id, u.profile, u.type, u.value, u.reason, u.anchor_type,
        u.anchor_value, u.other, u.events, to_timestamp(u.first / 1e6), to_timestamp(u.last / 1e6),
        u.last_event, u.rules_version, u.broken_limit::jsonb,
        case when u.reason = 'kept-apart' then 'kept-apart' end,
        case when u.reason = 'kept-apart' then now() end
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[],
                  ?::bigint[], ?::text[])
           u(workspace, id, profile, type, value, reason, anchor_type, anchor_value, other, events,
             first, last, last_event, rules_version, broken_limit)
      where exists (
          select from conflict c where c.workspace = u.workspace and c.profile = u.profile
            and c.type = u.type and c.value = u.value)
        or (select count(*) from conflict c
            where c.workspace = u.workspace and c.profile = u.profile
              and (c.outcome is null or c.reason = 'kept-apart')) < %d
      order by u.workspace, u.profile, u.type, u.value
      on conflict (workspace, profile, type, value) do update set
        reason = excluded.reason, broken_limit = excluded.broken_limit, other = excluded.other,
        events = conflict.events + excluded.events,
        first_at = least(conflict.first_at, excluded.first_at),
        last_at = greatest(conflict.last_at, excluded.last_at),
        last_event = excluded.last_event, rules_version = excluded.rules_version,
        outcome = coalesce(conflict.outcome, excluded.outcome),
        settled_at = coalesce(conflict.settled_at, excluded.settled_at)\
      """
          .formatted(OF_ONE_PERSON);

  private final Connection tx;

  public PostgresFoundConflictStore(Connection tx) {
    this.tx = tx;
  }

  /** The key of a conflict; one row is kept for each. */
  private record Kind(WorkspaceId workspace, ProfileId profile, Identifier identifier) {}

  @Override
  public void keep(List<FoundConflict> found) {
    Jdbc.update(() -> {
      if (found.isEmpty()) {
        return;
      }
      Collection<FoundConflict> rows = byRow(found, countedBy(tx, found));
      try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
        new Columns<>(statement, rows)
            .workspace(FoundConflict::workspace)
            .text(FoundConflict::id)
            .profile(row -> row.conflict().profile())
            .text(row -> row.conflict().identifier().type())
            .text(row -> row.conflict().identifier().value())
            .text(row -> row.conflict().reason().wireName())
            .text(row -> row.conflict().anchor().type())
            .text(row -> row.conflict().anchor().value())
            .text(row -> row.conflict().other().value())
            .longs(FoundConflict::events)
            .times(FoundConflict::first)
            .times(FoundConflict::last)
            .text(FoundConflict::lastEvent)
            .longs(FoundConflict::rulesVersion)
            .text(row -> TypeLimitCodec.write(row.conflict().limit()));
        statement.executeUpdate();
      }
    });
  }

  private static List<ProfileId> countedBy(Connection tx, List<FoundConflict> found)
      throws SQLException {
    List<ProfileId> profiles = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(COUNTED_BY)) {
      new Columns<>(statement, found)
          .workspace(FoundConflict::workspace)
          .profile(row -> row.conflict().profile())
          .text(row -> row.conflict().identifier().type())
          .text(row -> row.conflict().identifier().value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          profiles.add(new ProfileId(rows.getString(1)));
        }
      }
    }
    return profiles;
  }

  private static Collection<FoundConflict> byRow(
      List<FoundConflict> found, List<ProfileId> profiles) {
    Map<Kind, FoundConflict> rows = new LinkedHashMap<>();
    for (int i = 0; i < found.size(); i++) {
      FoundConflict each = found.get(i).countedBy(profiles.get(i));
      Kind kind = new Kind(each.workspace(), profiles.get(i), each.conflict().identifier());
      rows.merge(kind, each, FoundConflict::and);
    }
    return rows.values();
  }
}
