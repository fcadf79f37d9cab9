package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.store.Jdbc;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplayedInputs;
import dev.tributary.identity.store.replay.ComponentReads;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * {@link ComponentReads} over PostgreSQL. The reads of events look up each row in an index,
 * whenever their plan was made: the loop may keep a plan from the time when the tables were empty,
 * and a join would then read whole tables.
 */
public final class PostgresComponentReads implements ComponentReads {
  /** The profiles, and the ids that lead to them. */
  private static final String FAMILY =
      """
      with family as (
        select p.profile, p.profile as lives from unnest(?::text[]) p(profile)
        union all
        select a.profile, p.survivor from unnest(?::text[]) p(survivor)
        cross join lateral (
          select profile from merged_profile
          where workspace = ? and survivor = p.survivor
          offset 0) a)
      """;

  private static final String SHARING_INPUTS =
      FAMILY
          + """
          , sharing as (
            select o.profile
            from family f
            cross join lateral (
              select event from accepted_event
              where workspace = ? and profile = f.profile and outcome = 'applied'
              offset 0) e
            cross join lateral (
              select profile from accepted_event
              where workspace = ? and event = e.event
                and profile is not null and outcome = 'applied'
              offset 0) o
            union
            select o.profile
            from family f
            cross join lateral (
              select model, row_key from model_row
              where workspace = ? and profile = f.profile
              offset 0) r
            cross join lateral (
              select profile from model_row
              where workspace = ? and model = r.model and row_key = r.row_key
              offset 0) o
            union
            select o.profile
            from family f
            cross join lateral (
              select cause, about, name, happened_at from answer
              where workspace = ? and profile = f.profile
              offset 0) w
            cross join lateral (
              select profile from answer
              where workspace = ? and cause = w.cause
                and about = w.about and name = w.name and happened_at = w.happened_at
              offset 0) o)
          select distinct coalesce(
            (select a.survivor from merged_profile a
             where a.workspace = ? and a.profile = s.profile), s.profile)
          from sharing s\
          """;

  private static final String OWNERS =
      """
      select o.type, o.value, o.profile
      from unnest(?::text[], ?::text[]) u(type, value)
      join identifier o on o.workspace = ? and o.type = u.type and o.value = u.value\
      """;

  private static final String EVENTS =
      FAMILY
          + """
          select f.lives, e.event, e.type in ('track', 'page', 'screen', 'group'),
                 e.topic = 'commands', coalesce(o.reason, o.outcome),
                 coalesce(a.survivor, o.profile, ''),
                 exists (select from replay_input i where i.shadow = ? and i.event = e.event)
          from family f
          cross join lateral (
            select event, type, topic from accepted_event
            where workspace = ? and profile = f.profile
              and outcome = 'applied' and type <> all(?)
            offset 0) e
          left join lateral (
            select workspace, profile, outcome, reason from accepted_event
            where workspace = ? and event = e.event
            offset 0) o on true
          left join lateral (
            select survivor from merged_profile
            where workspace = o.workspace and profile = o.profile
            offset 0) a on true
          limit ?\
          """;

  private static final String MORE_EVENTS =
      FAMILY
          + """
          select exists (
            select from family f
            cross join lateral (
              select event from accepted_event
              where workspace = ? and profile = f.profile
                and outcome = 'applied' and type <> all(?)
              offset 0) e
            left join lateral (
              select event from accepted_event
              where workspace = ? and event = e.event and outcome = 'applied'
              offset 0) o on true
            where o.event is null)\
          """;

  /** Rows of the workspace that the replay has not read in their present version. */
  private static final String UNREAD_ROWS =
      FAMILY
          + """
          select exists (
            select from family f
            join model_row r on r.workspace = ? and r.profile = f.profile
            left join replay_row s on s.shadow = ? and s.model = r.model
              and s.row_key = r.row_key and s.hash = r.hash and s.run = r.run
            where s.row_key is null)\
          """;

  /** Rows that the replay has read in a version that the workspace does not have. */
  private static final String MORE_ROWS =
      FAMILY
          + """
          select exists (
            select from family f
            join model_row r on r.workspace = ? and r.profile = f.profile
            join replay_row s
              on s.shadow = r.workspace and s.model = r.model and s.row_key = r.row_key
            left join model_row o on o.workspace = ? and o.model = r.model
              and o.row_key = r.row_key and o.hash = s.hash and o.run = s.run
            where o.row_key is null)\
          """;

  private final Connection tx;

  public PostgresComponentReads(Connection tx) {
    this.tx = tx;
  }

  @Override
  public Set<ProfileId> sharingInputs(
      WorkspaceId workspaceOrCopy, String other, Collection<ProfileId> profiles) {
    return Jdbc.query(() -> {
      Set<ProfileId> met = new TreeSet<>();
      try (PreparedStatement statement = tx.prepareStatement(SHARING_INPUTS)) {
        int next = family(statement, workspaceOrCopy, profiles);
        statement.setString(next, workspaceOrCopy.value());
        statement.setString(next + 1, other);
        statement.setString(next + 2, workspaceOrCopy.value());
        statement.setString(next + 3, other);
        statement.setString(next + 4, workspaceOrCopy.value());
        statement.setString(next + 5, other);
        statement.setString(next + 6, other);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            met.add(new ProfileId(rows.getString(1)));
          }
        }
      }
      return met;
    });
  }

  @Override
  public void owners(
      WorkspaceId workspaceOrCopy, Collection<Identifier> identifiers, LeadsTo receiver) {
    Jdbc.update(() -> {
      try (PreparedStatement statement = tx.prepareStatement(OWNERS)) {
        new Columns<>(statement, identifiers).text(Identifier::type).text(Identifier::value);
        statement.setString(3, workspaceOrCopy.value());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            receiver.leads(
                new Identifier(rows.getString(1), rows.getString(2)),
                new ProfileId(rows.getString(3)));
          }
        }
      }
    });
  }

  @Override
  public int events(
      ReplayCopy copy, Collection<ProfileId> profiles, int limit, Consumer<EventOf> receiver) {
    return Jdbc.query(() -> {
      int count = 0;
      try (PreparedStatement statement = tx.prepareStatement(EVENTS)) {
        int next = family(statement, copy.workspace(), profiles);
        statement.setString(next, copy.name().value());
        statement.setString(next + 1, copy.workspace().value());
        statement.setArray(
            next + 2, tx.createArrayOf("text", ReplayedInputs.NEUTRAL_COMMANDS.toArray()));
        statement.setString(next + 3, copy.name().value());
        statement.setInt(next + 4, limit + 1);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            receiver.accept(
                new EventOf(
                    new ProfileId(rows.getString(1)),
                    new EventId(rows.getString(2)),
                    rows.getBoolean(3),
                    rows.getBoolean(4),
                    rows.getString(5),
                    new ProfileId(rows.getString(6)),
                    rows.getBoolean(7)));
            count++;
          }
        }
      }
      return count;
    });
  }

  @Override
  public boolean moreEvents(ReplayCopy copy, Collection<ProfileId> persons) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(MORE_EVENTS)) {
        int next = family(statement, copy.name(), persons);
        statement.setString(next, copy.name().value());
        statement.setArray(
            next + 1, tx.createArrayOf("text", ReplayedInputs.NEUTRAL_COMMANDS.toArray()));
        statement.setString(next + 2, copy.workspace().value());
        return answer(statement);
      }
    });
  }

  @Override
  public boolean unreadRows(ReplayCopy copy, Collection<ProfileId> profiles) {
    return Jdbc.query(() -> {
      return rows(UNREAD_ROWS, copy.workspace(), copy.name().value(), profiles);
    });
  }

  @Override
  public boolean moreRows(ReplayCopy copy, Collection<ProfileId> persons) {
    return Jdbc.query(() -> {
      return rows(MORE_ROWS, copy.name(), copy.workspace().value(), persons);
    });
  }

  private boolean rows(
      String sql, WorkspaceId workspaceOrCopy, String other, Collection<ProfileId> profiles)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      int next = family(statement, workspaceOrCopy, profiles);
      statement.setString(next, workspaceOrCopy.value());
      statement.setString(next + 1, other);
      return answer(statement);
    }
  }

  private static boolean answer(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private int family(
      PreparedStatement statement, WorkspaceId workspaceOrCopy, Collection<ProfileId> profiles)
      throws SQLException {
    Object[] ids = ProfileId.values(profiles);
    statement.setArray(1, tx.createArrayOf("text", ids));
    statement.setArray(2, tx.createArrayOf("text", ids));
    statement.setString(3, workspaceOrCopy.value());
    return 4;
  }
}
