package dev.tributary.identity.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.replay.ReplayCopy;
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

/** The results of a rebuild, for each profile that it has processed. */
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

  /** The result for one profile. */
  public enum Ending {
    /** The profile now equals that of the replay. */
    CHANGED,
    /** The log has deleted some of its inputs, or the replay could not process them. */
    PARTLY,
    /** Its connected component has too many profiles, or too many events. */
    TOO_LARGE,
    /** The replay lacks an input of the profile, or has one more: the replay must read further. */
    INCOMPLETE,
    /** The command was full: another command must contain the profile. */
    WAITING;

    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public void ended(Connection tx, ReplayCopy copy, Collection<String> profiles, Ending ending)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ENDED)) {
      statement.setString(1, copy.name().value());
      statement.setString(2, ending.wireName());
      statement.setArray(3, tx.createArrayOf("text", profiles.toArray()));
      statement.executeUpdate();
    }
  }

  /** Those of the profiles that a command has left for another command. */
  public List<String> waiting(Connection tx, ReplayCopy copy, Collection<String> profiles)
      throws SQLException {
    List<String> waiting = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(WAITING)) {
      statement.setString(1, copy.name().value());
      statement.setArray(2, tx.createArrayOf("text", profiles.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          waiting.add(rows.getString(1));
        }
      }
    }
    return waiting;
  }

  /**
   * Removes the mark of waiting profiles that a command processes now, even if they no longer
   * exist.
   */
  public void waitNoMore(Connection tx, ReplayCopy copy, Collection<String> profiles)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(WAIT_NO_MORE)) {
      statement.setString(1, copy.name().value());
      statement.setArray(2, tx.createArrayOf("text", profiles.toArray()));
      statement.executeUpdate();
    }
  }

  /**
   * Records which profiles a command has changed, for the job to which the replay copy belongs. The
   * record outlives the replay copy.
   */
  public void changed(Connection tx, ReplayCopy copy, Collection<String> profiles, String command)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(CHANGED)) {
      statement.setString(1, command);
      statement.setArray(2, tx.createArrayOf("text", profiles.toArray()));
      statement.setString(3, copy.name().value());
      statement.executeUpdate();
    }
  }

  /** How many profiles a job has changed, in all its attempts. */
  public long people(Connection tx, WorkspaceId workspace, String job) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(PEOPLE)) {
      statement.setString(1, workspace.value());
      statement.setString(2, job);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /**
   * The changes by a job, in all its attempts.
   *
   * @param people profiles whose identifiers or history changed
   * @param joined how many profiles were merged into another
   * @param parted how many profiles unmerges created
   */
  public record Changes(long people, long joined, long parted) {}

  public Changes changes(Connection tx, WorkspaceId workspace, String job) {
    return Jdbi.open(tx)
        .createQuery(CHANGES)
        .bind("workspace", workspace.value())
        .bind("job", job)
        .map((rows, _) -> new Changes(rows.getLong(1), rows.getLong(2), rows.getLong(3)))
        .one();
  }

  /** How many profiles have each result. */
  public Map<Ending, Long> counts(Connection tx, ReplayCopy copy) throws SQLException {
    Map<String, Ending> named = new HashMap<>();
    for (Ending ending : Ending.values()) {
      named.put(ending.wireName(), ending);
    }
    Map<Ending, Long> counts = new EnumMap<>(Ending.class);
    try (PreparedStatement statement = tx.prepareStatement(COUNT)) {
      statement.setString(1, copy.name().value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.put(named.get(rows.getString(1)), rows.getLong(2));
        }
      }
    }
    return counts;
  }
}
