package dev.tributary.identity.postgres;

import dev.tributary.identity.trial.Shadow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** What became of those whom a rebuild has looked at. */
public final class RebuildTable {
  private static final String ENDED =
      """
      insert into rebuilt_profile (shadow, profile, ending)
      select ?, u.profile, ? from unnest(?::text[]) u(profile)
      on conflict (shadow, profile) do update set ending = excluded.ending\
      """;
  private static final String COUNT =
      "select ending, count(*) from rebuilt_profile where shadow = ? group by ending";

  private static final String WAITING =
      """
      select profile from rebuilt_profile
      where shadow = ? and profile = any(?) and ending = 'waiting'\
      """;
  private static final String WAIT_NO_MORE =
      "delete from rebuilt_profile where shadow = ? and profile = any(?) and ending = 'waiting'";
  private static final String CHANGED =
      """
      insert into rebuild_change (workspace, job, profile, command)
      select s.workspace, s.job, u.profile, ?
      from shadow s cross join unnest(?::text[]) u(profile)
      where s.name = ? and s.job is not null
      on conflict do nothing\
      """;
  private static final String PEOPLE =
      "select count(distinct profile) from rebuild_change where workspace = ? and job = ?";
  private static final String CHANGES =
      """
      with changed as materialized (
        select profile, command from rebuild_change where workspace = :workspace and job = :job),
      parts as (
        select u.into_profile, p.profile is not null as lives from profile_unmerge u
        left join profile p on p.workspace = u.workspace and p.profile = u.into_profile
        where u.workspace = :workspace and u.cause in (select command from changed))
      select (select count(distinct profile) from changed) as people,
             (select count(*) from profile_merge m
              where m.workspace = :workspace and m.cause in (select command from changed)
                and m.loser not in (select into_profile from parts)) as joined,
             (select count(*) from parts where lives) as parted\
      """;

  /** What became of somebody. */
  public enum Ending {
    /** They are whom the replay has found. */
    CHANGED,
    /** The log lost something of theirs, or the replay could not take it in. */
    PARTLY,
    /** They have to do with too many, or did too much. */
    TOO_LARGE,
    /** The replay lacks something of theirs, or has more: it has to read on. */
    INCOMPLETE,
    /** The command had enough to do with others: they are to be asked for again. */
    WAITING;

    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public void ended(Connection tx, Shadow shadow, Collection<String> profiles, Ending ending)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ENDED)) {
      statement.setString(1, shadow.name());
      statement.setString(2, ending.wireName());
      statement.setArray(3, tx.createArrayOf("text", profiles.toArray()));
      statement.executeUpdate();
    }
  }

  /** Those of some people whom a command had no time for. */
  public List<String> waiting(Connection tx, Shadow shadow, Collection<String> profiles)
      throws SQLException {
    List<String> waiting = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(WAITING)) {
      statement.setString(1, shadow.name());
      statement.setArray(2, tx.createArrayOf("text", profiles.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          waiting.add(rows.getString(1));
        }
      }
    }
    return waiting;
  }

  /** Their turn has come, also for those who have gone since. */
  public void waitNoMore(Connection tx, Shadow shadow, Collection<String> profiles)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(WAIT_NO_MORE)) {
      statement.setString(1, shadow.name());
      statement.setArray(2, tx.createArrayOf("text", profiles.toArray()));
      statement.executeUpdate();
    }
  }

  /** Notes whom a command has changed for the job whose shadow it is; that outlives the shadow. */
  public void changed(Connection tx, Shadow shadow, Collection<String> profiles, String command)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(CHANGED)) {
      statement.setString(1, command);
      statement.setArray(2, tx.createArrayOf("text", profiles.toArray()));
      statement.setString(3, shadow.name());
      statement.executeUpdate();
    }
  }

  /** How many people a job has changed, in all its attempts. */
  public long people(Connection tx, String workspace, String job) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(PEOPLE)) {
      statement.setString(1, workspace);
      statement.setString(2, job);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /**
   * What a job has done, in all its attempts.
   *
   * @param people whose identifiers or past changed
   * @param joined how many profiles became part of another
   * @param parted how many came of those who were taken apart
   */
  public record Changes(long people, long joined, long parted) {}

  public Changes changes(Connection tx, String workspace, String job) {
    return Jdbi.open(tx)
        .createQuery(CHANGES)
        .bind("workspace", workspace)
        .bind("job", job)
        .map((rows, _) -> new Changes(rows.getLong(1), rows.getLong(2), rows.getLong(3)))
        .one();
  }

  /** How many ended how. */
  public Map<Ending, Long> counts(Connection tx, Shadow shadow) throws SQLException {
    Map<String, Ending> named = new HashMap<>();
    for (Ending ending : Ending.values()) {
      named.put(ending.wireName(), ending);
    }
    Map<Ending, Long> counts = new EnumMap<>(Ending.class);
    try (PreparedStatement statement = tx.prepareStatement(COUNT)) {
      statement.setString(1, shadow.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.put(named.get(rows.getString(1)), rows.getLong(2));
        }
      }
    }
    return counts;
  }
}
