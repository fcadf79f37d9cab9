package dev.tributary.identity.postgres;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.identity.profile.Merge.Had;
import dev.tributary.identity.profile.Separation.Cut;
import dev.tributary.runtime.postgres.Columns;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Gives what belongs to some identifiers of a person to somebody else. The caller holds the
 * person's lock.
 */
public final class UnmergeTable {
  /** As many events as a person may have to be taken apart. */
  public static final int MOST_EVENTS = 200_000;

  /** The types of events that say what somebody did. */
  static final String DOING = "('track', 'page', 'screen', 'group')";

  private static final String TAKEN_IN =
      """
      select a.profile, m.loser_had
      from profile_alias a
      join profile_merge m on m.workspace = a.workspace and m.loser = a.profile
      where a.workspace = ? and a.survivor = ? order by a.profile\
      """;
  private static final String LEAD =
      """
      update profile_alias set survivor = ?
      where workspace = ? and survivor = ? and profile = any(?)\
      """;

  /** The person, and the ids that lead to them. */
  private static final String FAMILY =
      """
      (select ?::text union all
       select profile from profile_alias where workspace = ? and survivor = ?)\
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
  private static final String DEEDS =
      "%s returning case when t.outcome = 'applied' and t.type in " + DOING + " then t.event end";
  private static final String CUT_EDGES =
      """
      delete from edge e
      using unnest(?::text[], ?::text[], ?::text[], ?::text[]) u(lt, lv, rt, rv)
      where e.workspace = ? and e.left_type = u.lt and e.left_value = u.lv
        and e.right_type = u.rt and e.right_value = u.rv\
      """;
  private static final String REMEMBER =
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

  /**
   * Who becomes whom.
   *
   * @param from the person
   * @param into whom the identifiers are from now on
   */
  public record Parties(String workspace, String from, String into) {}

  /** Who asked for it, and when. */
  public record By(String cause, String actor, Instant at) {}

  /** The ids that were taken in with nothing but these identifiers; sorted. */
  public List<String> goAlong(
      Connection tx, String workspace, String profile, Set<Identifier> leaving)
      throws SQLException {
    List<String> along = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(TAKEN_IN)) {
      statement.setString(1, workspace);
      statement.setString(2, profile);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          List<Identifier> had = Json.read(rows.getBytes(2), Had.class).identifiers();
          if (!had.isEmpty() && leaving.containsAll(had)) {
            along.add(rows.getString(1));
          }
        }
      }
    }
    return along;
  }

  /**
   * Whether a person has too many events to be taken apart: all of them change hands in one
   * transaction, which others wait for.
   */
  public boolean tooMany(Connection tx, String workspace, String profile) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(COUNT)) {
      statement.setString(1, workspace);
      statement.setString(2, profile);
      statement.setString(3, workspace);
      statement.setString(4, profile);
      statement.setInt(5, MOST_EVENTS + 1);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getLong(1) > MOST_EVENTS;
      }
    }
  }

  /** Lets these ids lead to the new person. */
  public void lead(Connection tx, Parties parties, List<String> aliases) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(LEAD)) {
      statement.setString(1, parties.into());
      statement.setString(2, parties.workspace());
      statement.setString(3, parties.from());
      statement.setArray(4, tx.createArrayOf("text", aliases.toArray()));
      statement.executeUpdate();
    }
  }

  /**
   * Gives them their events, rows and answers, all those of the ids that go along among them;
   * before {@link #lead}.
   *
   * @return the ids of the events that say what somebody did
   */
  public List<String> move(
      Connection tx, Parties parties, Set<Identifier> leaving, List<String> along)
      throws SQLException {
    for (String table : List.of("model_row", "answer")) {
      try (PreparedStatement statement = tx.prepareStatement(MOVE.formatted(table, FAMILY))) {
        bind(statement, parties, leaving, along);
        statement.executeUpdate();
      }
    }
    List<String> deeds = new ArrayList<>();
    String events = DEEDS.formatted(MOVE.formatted("accepted_event", FAMILY));
    try (PreparedStatement statement = tx.prepareStatement(events)) {
      bind(statement, parties, leaving, along);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String event = rows.getString(1);
          if (event != null) {
            deeds.add(event);
          }
        }
      }
    }
    deeds.sort(null);
    return deeds;
  }

  private static void bind(
      PreparedStatement statement, Parties parties, Set<Identifier> leaving, List<String> along)
      throws SQLException {
    statement.setString(1, parties.into());
    statement.setString(2, parties.workspace());
    statement.setString(3, parties.from());
    statement.setString(4, parties.workspace());
    statement.setString(5, parties.from());
    statement.setArray(6, statement.getConnection().createArrayOf("text", along.toArray()));
    new Columns<>(statement, 7, leaving).text(Identifier::type).text(Identifier::value);
  }

  /** Forgets the evidence, and sees to it that it joins them never again. */
  public void cut(Connection tx, String workspace, List<Cut> cuts, By by) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(CUT_EDGES)) {
      bind(statement, 1, cuts);
      statement.setString(5, workspace);
      statement.executeUpdate();
    }
    try (PreparedStatement statement = tx.prepareStatement(REMEMBER)) {
      statement.setString(1, workspace);
      statement.setString(2, by.actor());
      statement.setLong(3, Columns.micros(by.at()));
      bind(statement, 4, cuts);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, int first, Collection<Cut> cuts)
      throws SQLException {
    new Columns<>(statement, first, cuts)
        .text(cut -> cut.left().type())
        .text(cut -> cut.left().value())
        .text(cut -> cut.right().type())
        .text(cut -> cut.right().value());
  }

  /**
   * Settles what the two were in conflict about: somebody has said that they are two. After {@link
   * #lead}.
   */
  public void settle(Connection tx, Parties parties, By by) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(SETTLE)) {
      statement.setString(1, by.actor());
      statement.setLong(2, Columns.micros(by.at()));
      statement.setString(3, parties.workspace());
      int at = 4;
      for (String side : List.of(parties.from(), parties.into(), parties.into(), parties.from())) {
        statement.setString(at, side);
        statement.setString(at + 1, parties.workspace());
        statement.setString(at + 2, side);
        at += 3;
      }
      statement.executeUpdate();
    }
  }

  /** Puts it on record. */
  public void note(Connection tx, Parties parties, Set<Identifier> leaving, By by)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(NOTE)) {
      statement.setString(1, parties.workspace());
      statement.setString(2, parties.from());
      statement.setString(3, parties.into());
      statement.setString(4, new String(Json.write(leaving), StandardCharsets.UTF_8));
      statement.setString(5, by.cause());
      statement.setString(6, by.actor());
      statement.setLong(7, Columns.micros(by.at()));
      statement.executeUpdate();
    }
  }
}
