package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.Merge.PersonSummary;
import dev.tributary.identity.profile.Unmerge;
import dev.tributary.identity.profile.UnmergeResult.Cut;
import dev.tributary.identity.store.UnmergeStore;
import dev.tributary.runtime.postgres.Columns;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** {@link UnmergeStore} over PostgreSQL. */
public final class PostgresUnmergeStore implements UnmergeStore {
  /** The types of events that report an action of the person. */
  public static final String ACTION_TYPES = "('track', 'page', 'screen', 'group')";

  private static final String MERGED_INTO =
      """
      select a.profile, m.loser_had
      from merged_profile a
      join profile_merge m on m.workspace = a.workspace and m.loser = a.profile
      where a.workspace = ? and a.survivor = ? order by a.profile\
      """;

  private static final String REDIRECT =
      """
      update merged_profile set survivor = ?
      where workspace = ? and survivor = ? and profile = any(?)\
      """;

  /** The profile, and the ids that lead to it. */
  private static final String FAMILY =
      """
      (select ?::text union all
       select profile from merged_profile where workspace = ? and survivor = ?)\
      """;

  private static final String COUNT =
      """
      select count(*) from (select from accepted_event t
        where t.workspace = ? and t.profile in %s limit ?) found\
      """
          .formatted(FAMILY);

  private static final String MOVE =
      """
      update %s t set profile = ?
      where t.workspace = ? and t.profile in %s
        and (t.profile = any(?) or (t.anchor_type, t.anchor_value) in (
          select u.type, u.value from unnest(?::text[], ?::text[]) u(type, value)))\
      """;

  private static final String RETURNING_ACTIONS =
      "%s returning case when t.outcome = 'applied' and t.type in "
          + ACTION_TYPES
          + " then t.event end";

  private static final String CUT_EDGES =
      """
      delete from edge e
      using unnest(?::text[], ?::text[], ?::text[], ?::text[]) u(lt, lv, rt, rv)
      where e.workspace = ? and e.left_type = u.lt and e.left_value = u.lv
        and e.right_type = u.rt and e.right_value = u.rv\
      """;

  private static final String INSERT_CUTS =
      """
      insert into cut (workspace, left_type, left_value, right_type, right_value, cut_by, cut_at)
      select ?, u.lt, u.lv, u.rt, u.rv, ?, to_timestamp(? / 1e6)
      from unnest(?::text[], ?::text[], ?::text[], ?::text[]) u(lt, lv, rt, rv)
      on conflict (workspace, left_type, left_value, right_type, right_value)
      do update set cut_by = excluded.cut_by, cut_at = excluded.cut_at\
      """;

  private static final String SETTLE =
      """
      update conflict c
      set outcome = 'kept-apart', settled_by = ?, settled_at = to_timestamp(? / 1e6)
      where c.workspace = ? and c.outcome is distinct from 'kept-apart'
        and ((c.profile in %1$s and c.other in %1$s) or (c.profile in %1$s and c.other in %1$s))\
      """
          .formatted(FAMILY);

  private static final String NOTE =
      """
      insert into profile_unmerge (workspace, profile, into_profile, identifiers, cause,
                                   unmerged_by, unmerged_at)
      values (?, ?, ?, ?::jsonb, ?, ?, to_timestamp(? / 1e6))\
      """;

  private final Connection tx;

  public PostgresUnmergeStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public List<ProfileId> aliasesToMove(
      WorkspaceId workspace, ProfileId profile, Set<Identifier> leaving) {
    return Jdbc.query(() -> {
      List<ProfileId> aliases = new ArrayList<>();
      try (PreparedStatement statement = tx.prepareStatement(MERGED_INTO)) {
        statement.setString(1, workspace.value());
        statement.setString(2, profile.value());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            List<Identifier> had = Json.read(rows.getBytes(2), PersonSummary.class).identifiers();
            if (!had.isEmpty() && leaving.containsAll(had)) {
              aliases.add(new ProfileId(rows.getString(1)));
            }
          }
        }
      }
      return aliases;
    });
  }

  @Override
  public boolean tooMany(WorkspaceId workspace, ProfileId profile) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(COUNT)) {
        statement.setString(1, workspace.value());
        statement.setString(2, profile.value());
        statement.setString(3, workspace.value());
        statement.setString(4, profile.value());
        statement.setInt(5, Unmerge.MOST_EVENTS + 1);
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() && rows.getLong(1) > Unmerge.MOST_EVENTS;
        }
      }
    });
  }

  @Override
  public void redirect(Parties parties, List<ProfileId> aliases) {
    Jdbc.update(() -> {
      try (PreparedStatement statement = tx.prepareStatement(REDIRECT)) {
        statement.setString(1, parties.into().value());
        statement.setString(2, parties.workspace().value());
        statement.setString(3, parties.from().value());
        statement.setArray(4, tx.createArrayOf("text", ProfileId.values(aliases)));
        statement.executeUpdate();
      }
    });
  }

  @Override
  public List<EventId> move(Parties parties, Set<Identifier> leaving, List<ProfileId> aliases) {
    return Jdbc.query(() -> {
      for (String table : List.of("model_row", "answer")) {
        try (PreparedStatement statement = tx.prepareStatement(MOVE.formatted(table, FAMILY))) {
          bind(statement, parties, leaving, aliases);
          statement.executeUpdate();
        }
      }
      List<EventId> actionEvents = new ArrayList<>();
      String events = RETURNING_ACTIONS.formatted(MOVE.formatted("accepted_event", FAMILY));
      try (PreparedStatement statement = tx.prepareStatement(events)) {
        bind(statement, parties, leaving, aliases);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            String event = rows.getString(1);
            if (event != null) {
              actionEvents.add(new EventId(event));
            }
          }
        }
      }
      actionEvents.sort(null);
      return actionEvents;
    });
  }

  private static void bind(
      PreparedStatement statement,
      Parties parties,
      Set<Identifier> leaving,
      List<ProfileId> aliases)
      throws SQLException {
    statement.setString(1, parties.into().value());
    statement.setString(2, parties.workspace().value());
    statement.setString(3, parties.from().value());
    statement.setString(4, parties.workspace().value());
    statement.setString(5, parties.from().value());
    statement.setArray(
        6, statement.getConnection().createArrayOf("text", ProfileId.values(aliases)));
    new Columns<>(statement, 7, leaving).text(Identifier::type).text(Identifier::value);
  }

  @Override
  public void cut(WorkspaceId workspace, List<Cut> cuts, CommandCause by) {
    Jdbc.update(() -> {
      try (PreparedStatement statement = tx.prepareStatement(CUT_EDGES)) {
        bind(statement, 1, cuts);
        statement.setString(5, workspace.value());
        statement.executeUpdate();
      }
      try (PreparedStatement statement = tx.prepareStatement(INSERT_CUTS)) {
        statement.setString(1, workspace.value());
        statement.setString(2, by.actor());
        statement.setLong(3, Columns.micros(by.at()));
        bind(statement, 4, cuts);
        statement.executeUpdate();
      }
    });
  }

  private static void bind(PreparedStatement statement, int first, Collection<Cut> cuts)
      throws SQLException {
    new Columns<>(statement, first, cuts)
        .text(cut -> cut.left().type())
        .text(cut -> cut.left().value())
        .text(cut -> cut.right().type())
        .text(cut -> cut.right().value());
  }

  @Override
  public void settle(Parties parties, CommandCause by) {
    Jdbc.update(() -> {
      try (PreparedStatement statement = tx.prepareStatement(SETTLE)) {
        statement.setString(1, by.actor());
        statement.setLong(2, Columns.micros(by.at()));
        statement.setString(3, parties.workspace().value());
        int at = 4;
        for (ProfileId side :
            List.of(parties.from(), parties.into(), parties.into(), parties.from())) {
          statement.setString(at, side.value());
          statement.setString(at + 1, parties.workspace().value());
          statement.setString(at + 2, side.value());
          at += 3;
        }
        statement.executeUpdate();
      }
    });
  }

  @Override
  public void note(Parties parties, Set<Identifier> leaving, CommandCause by) {
    Jdbc.update(() -> {
      try (PreparedStatement statement = tx.prepareStatement(NOTE)) {
        statement.setString(1, parties.workspace().value());
        statement.setString(2, parties.from().value());
        statement.setString(3, parties.into().value());
        statement.setString(4, new String(Json.write(leaving), StandardCharsets.UTF_8));
        statement.setString(5, by.cause());
        statement.setString(6, by.actor());
        statement.setLong(7, Columns.micros(by.at()));
        statement.executeUpdate();
      }
    });
  }
}
