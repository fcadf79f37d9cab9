package dev.tributary.identity.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What became of commands. */
public final class CommandRecords {
  private static final String ENDED =
      "select count(*) from accepted_event where workspace = ? and event = any(?)";
  private static final String FAILED =
      """
      select event from accepted_event
      where workspace = ? and event = any(?) and reason = 'processing-failed'\
      """;
  private static final String DEEDS =
      """
      with parts as (
        select u.into_profile, p.profile is not null as lives from profile_unmerge u
        left join profile p on p.workspace = u.workspace and p.profile = u.into_profile
        where u.workspace = ? and u.cause = any(?))
      select (select count(*) from profile_merge m
              where m.workspace = ? and m.cause = any(?)
                and m.loser not in (select into_profile from parts)),
             (select count(*) from parts where lives)\
      """;

  /** Whether all of these commands are on record. */
  public boolean ended(Connection tx, String workspace, Collection<String> commands)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ENDED)) {
      statement.setString(1, workspace);
      statement.setArray(2, tx.createArrayOf("text", commands.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getInt(1) == commands.size();
      }
    }
  }

  /** Those of these commands that could not be processed. */
  public List<String> failed(Connection tx, String workspace, Collection<String> commands)
      throws SQLException {
    List<String> failed = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(FAILED)) {
      statement.setString(1, workspace);
      statement.setArray(2, tx.createArrayOf("text", commands.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          failed.add(rows.getString(1));
        }
      }
    }
    return failed;
  }

  /**
   * What commands have done.
   *
   * @param joined how many profiles became part of another
   * @param parted how many came of those who were taken apart
   */
  public record Deeds(long joined, long parted) {}

  public Deeds deeds(Connection tx, String workspace, Collection<String> commands)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(DEEDS)) {
      for (int each = 1; each <= 4; each += 2) {
        statement.setString(each, workspace);
        statement.setArray(each + 1, tx.createArrayOf("text", commands.toArray()));
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new Deeds(rows.getLong(1), rows.getLong(2));
      }
    }
  }
}
