package dev.tributary.identity.postgres;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.trial.Retold;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.identity.trial.Share;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who of a workspace and who of its shadow have to do with each other. */
public final class CircleReads {
  /** The profiles, and the ids that lead to them. */
  private static final String FAMILY =
      """
      with family as (
        select p.profile, p.profile as lives from unnest(?::text[]) p(profile)
        union all
        select a.profile, a.survivor from profile_alias a
        where a.workspace = ? and a.survivor = any(?))
      """;

  private static final String MET =
      FAMILY
          + """
          select distinct coalesce(a.survivor, o.profile)
          from family f
          join accepted_event e on e.workspace = ? and e.profile = f.profile
          join accepted_event o on o.workspace = ? and o.event = e.event
          left join profile_alias a on a.workspace = o.workspace and a.profile = o.profile
          where o.profile is not null and e.outcome = 'applied' and o.outcome = 'applied'
          union
          select coalesce(a.survivor, o.profile)
          from family f
          join model_row r on r.workspace = ? and r.profile = f.profile
          join model_row o
            on o.workspace = ? and o.model = r.model and o.row_key = r.row_key
          left join profile_alias a on a.workspace = o.workspace and a.profile = o.profile\
          """;

  private static final String LED =
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
                 exists (select from shadow_input i where i.shadow = ? and i.event = e.event)
          from family f
          join accepted_event e on e.workspace = ? and e.profile = f.profile
            and e.outcome = 'applied' and e.type <> all(?)
          left join accepted_event o on o.workspace = ? and o.event = e.event
          left join profile_alias a on a.workspace = o.workspace and a.profile = o.profile
          limit ?\
          """;

  private static final String MORE_EVENTS =
      FAMILY
          + """
          select exists (
            select from family f
            join accepted_event e on e.workspace = ? and e.profile = f.profile
              and e.outcome = 'applied' and e.type <> all(?)
            left join accepted_event o
              on o.workspace = ? and o.event = e.event and o.outcome = 'applied'
            where o.event is null)\
          """;

  /** Rows that the replay has not read as they stand here. */
  private static final String UNREAD_ROWS =
      FAMILY
          + """
          select exists (
            select from family f
            join model_row r on r.workspace = ? and r.profile = f.profile
            left join shadow_row s on s.shadow = ? and s.model = r.model
              and s.row_key = r.row_key and s.hash = r.hash and s.run = r.run
            where s.row_key is null)\
          """;

  /** Rows of the shadow that do not stand here as it has read them. */
  private static final String MORE_ROWS =
      FAMILY
          + """
          select exists (
            select from family f
            join model_row r on r.workspace = ? and r.profile = f.profile
            join shadow_row s
              on s.shadow = r.workspace and s.model = r.model and s.row_key = r.row_key
            left join model_row o on o.workspace = ? and o.model = r.model
              and o.row_key = r.row_key and o.hash = s.hash and o.run = s.run
            where o.row_key is null)\
          """;

  private final Connection tx;

  public CircleReads(Connection tx) {
    this.tx = tx;
  }

  /**
   * One event that is somebody's.
   *
   * @param deed whether it says what somebody did
   * @param command whether somebody asked for it by hand
   * @param ending in the shadow: the reason if it was set aside, else the outcome; null where the
   *     shadow does not know it
   * @param person of the shadow; {@link Share#NOBODY} where it is nobody's there
   * @param listed whether the shadow was to take it in by now
   */
  public record EventOf(
      String profile,
      String event,
      boolean deed,
      boolean command,
      @Nullable String ending,
      String person,
      boolean listed) {}

  /** Whom these share an event or a row with, in the other world. */
  public Set<String> met(String world, String other, Collection<String> profiles)
      throws SQLException {
    Set<String> met = new TreeSet<>();
    try (PreparedStatement statement = tx.prepareStatement(MET)) {
      int next = family(statement, world, profiles);
      statement.setString(next, world);
      statement.setString(next + 1, other);
      statement.setString(next + 2, world);
      statement.setString(next + 3, other);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          met.add(rows.getString(1));
        }
      }
    }
    return met;
  }

  /** Told whom an identifier leads to. */
  public interface LeadsTo {
    void leads(Identifier identifier, String profile);
  }

  public void led(String world, Collection<Identifier> identifiers, LeadsTo told)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(LED)) {
      new Columns<>(statement, identifiers).text(Identifier::type).text(Identifier::value);
      statement.setString(3, world);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          told.leads(new Identifier(rows.getString(1), rows.getString(2)), rows.getString(3));
        }
      }
    }
  }

  /**
   * Tells of all events of some people of the workspace, and whose they are in its shadow.
   *
   * @return how many, at most one more than the limit
   */
  public int events(Shadow shadow, Collection<String> profiles, int limit, Consumer<EventOf> told)
      throws SQLException {
    int count = 0;
    try (PreparedStatement statement = tx.prepareStatement(EVENTS)) {
      int next = family(statement, shadow.workspace(), profiles);
      statement.setString(next, shadow.name());
      statement.setString(next + 1, shadow.workspace());
      statement.setArray(next + 2, tx.createArrayOf("text", Retold.SILENT.toArray()));
      statement.setString(next + 3, shadow.name());
      statement.setInt(next + 4, limit + 1);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          told.accept(
              new EventOf(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getBoolean(3),
                  rows.getBoolean(4),
                  rows.getString(5),
                  rows.getString(6),
                  rows.getBoolean(7)));
          count++;
        }
      }
    }
    return count;
  }

  /** Whether these people of the shadow have an event that is nobody's in the workspace. */
  public boolean moreEvents(Shadow shadow, Collection<String> persons) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(MORE_EVENTS)) {
      int next = family(statement, shadow.name(), persons);
      statement.setString(next, shadow.name());
      statement.setArray(next + 1, tx.createArrayOf("text", Retold.SILENT.toArray()));
      statement.setString(next + 2, shadow.workspace());
      return answer(statement);
    }
  }

  /** Whether these profiles have a row that the shadow has not read in this form. */
  public boolean unreadRows(Shadow shadow, Collection<String> profiles) throws SQLException {
    return rows(UNREAD_ROWS, shadow.workspace(), shadow.name(), profiles);
  }

  /** Whether these people of the shadow have a row that the workspace does not hold so. */
  public boolean moreRows(Shadow shadow, Collection<String> persons) throws SQLException {
    return rows(MORE_ROWS, shadow.name(), shadow.workspace(), persons);
  }

  private boolean rows(String sql, String world, String other, Collection<String> profiles)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      int next = family(statement, world, profiles);
      statement.setString(next, world);
      statement.setString(next + 1, other);
      return answer(statement);
    }
  }

  private static boolean answer(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private int family(PreparedStatement statement, String world, Collection<String> profiles)
      throws SQLException {
    Object[] ids = profiles.toArray();
    statement.setArray(1, tx.createArrayOf("text", ids));
    statement.setString(2, world);
    statement.setArray(3, tx.createArrayOf("text", ids));
    return 4;
  }
}
