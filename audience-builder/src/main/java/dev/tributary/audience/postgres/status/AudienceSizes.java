package dev.tributary.audience.postgres.status;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** Records the sizes of audiences, in business time of their workspaces. */
public final class AudienceSizes {
  /**
   * How long sizes are kept. The newest size before that time stays too, since it holds until the
   * next one.
   */
  public static final Duration KEPT = Duration.ofDays(400);

  private static final String CLOCK = "business_time(c, s.workspace)";
  private static final String RECORD =
      """
      insert into audience_size (audience, workspace, at, size)
      select s.audience, s.workspace, %s, z.size
      from audience_state s
      join partition_clock c on c.part = ?
      cross join lateral (
        select coalesce(sum(g.members), 0) as size from generation_size g
        where g.generation = s.active) z
      where s.active is not null and z.size is distinct from (
        select l.size from audience_size l where l.audience = s.audience
        order by l.at desc limit 1)
      on conflict (audience, at) do nothing\
      """
          .formatted(CLOCK);
  private static final String FORGET =
      """
      delete from audience_size z
      using (
        select s.audience, (
          select max(k.at) from audience_size k
          where k.audience = s.audience and k.at <= %s - ?) as first
        from audience_state s join partition_clock c on c.part = ?) kept
      where z.audience = kept.audience and z.at < kept.first\
      """
          .formatted(CLOCK);

  /**
   * Records the sizes that changed since the last call, at the clock of a partition.
   *
   * @param part only one partition may be used, and only by its loop
   */
  public void record(Connection tx, int part) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(RECORD)) {
      statement.setInt(1, part);
      statement.executeUpdate();
    }
  }

  /** Deletes sizes that are older than {@link #KEPT}. */
  public void forget(Connection tx, int part) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
      statement.setLong(1, KEPT.toMillis());
      statement.setInt(2, part);
      statement.executeUpdate();
    }
  }
}
