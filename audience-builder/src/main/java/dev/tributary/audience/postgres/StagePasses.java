package dev.tributary.audience.postgres;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The progress of each partition in an audience's stage, and the people that the stage concerns.
 */
public final class StagePasses {
  private static final String OPEN =
      """
      select audience, part, workspace, stage, generation, after_profile from stage_pass
      where part = any(?) and not done and audience <> all(?)
      order by audience, part limit ?\
      """;
  private static final String MOVE =
      """
      update stage_pass set after_profile = ?, done = ?
      where audience = ? and part = ? and stage = ? and generation = ?\
      """;
  private static final String TO_FOLLOW =
      """
      (select profile from membership
       where generation = ? and part = ? and profile > ? order by profile limit ?)
      union
      (select profile from membership
       where generation = ? and part = ? and profile > ? and member <> published
       order by profile limit ?)
      order by profile limit ?\
      """;
  private static final String CLEAN =
      """
      delete from membership where part = ? and generation = any(
        select id from generation where audience = ? and not id = any(?))\
      """;

  public record Pass(
      AudienceId audience,
      int part,
      WorkspaceId workspace,
      String stage,
      long generation,
      ProfileId afterProfile) {}

  /**
   * The first passes that are not done.
   *
   * @param except audiences whose stage the caller cannot continue
   */
  public List<Pass> open(
      Connection tx, Collection<Integer> parts, Collection<AudienceId> except, int limit)
      throws SQLException {
    List<Pass> passes = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(OPEN)) {
      new Columns<>(statement, parts).ints(part -> part);
      new Columns<>(statement, 2, except).text(AudienceId::value);
      statement.setInt(3, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          passes.add(
              new Pass(
                  new AudienceId(rows.getString(1)),
                  rows.getInt(2),
                  new WorkspaceId(rows.getString(3)),
                  rows.getString(4),
                  rows.getLong(5),
                  new ProfileId(rows.getString(6))));
        }
      }
    }
    return passes;
  }

  /** Stores the progress of a pass; has no effect if its stage is over. */
  public void move(Connection tx, Pass pass, ProfileId afterProfile, boolean done)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(MOVE)) {
      statement.setString(1, afterProfile.value());
      statement.setBoolean(2, done);
      statement.setString(3, pass.audience().value());
      statement.setInt(4, pass.part());
      statement.setString(5, pass.stage());
      statement.setLong(6, pass.generation());
      statement.executeUpdate();
    }
  }

  /**
   * The next people of the partition for whom the previous and the active generation may differ.
   *
   * @param previous 0 if there is none; {@code active} too
   */
  public List<ProfileId> toFollow(Connection tx, Pass pass, long previous, long active, int limit)
      throws SQLException {
    List<ProfileId> profiles = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(TO_FOLLOW)) {
      int column = 1;
      for (long generation : new long[] {previous, active}) {
        statement.setLong(column++, generation);
        statement.setInt(column++, pass.part());
        statement.setString(column++, pass.afterProfile().value());
        statement.setInt(column++, limit);
      }
      statement.setInt(column, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          profiles.add(new ProfileId(rows.getString(1)));
        }
      }
    }
    return profiles;
  }

  /**
   * Deletes the partition's membership states of the audience's generations that are no longer
   * needed.
   */
  public void clean(Connection tx, Pass pass, List<Long> needed) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(CLEAN)) {
      statement.setInt(1, pass.part());
      statement.setString(2, pass.audience().value());
      new Columns<>(statement, 3, needed).longs(generation -> generation);
      statement.executeUpdate();
    }
  }
}
