package dev.tributary.identity.postgres;

import dev.tributary.identity.acceptance.AcceptedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Deletes old data. With the events, after the retention of the log: outcomes of events, removals
 * of rows, redriven inputs, reports of dry runs and changes by rebuilds. After a year: jobs,
 * settled suggestions, and the numbers of events by hour. Inputs that still wait in quarantine
 * stay. It may be repeated, also by several instances at once. Thread-safe.
 */
public final class Retention {
  /** Messages of the topic {@code reads} that an earlier version has counted. */
  public static final Duration COUNTED_READS_KEPT = Duration.ofDays(8);

  /** The quality of matching is compared over seasons. */
  public static final Duration JOBS_KEPT = Duration.ofDays(365);

  /** The numbers of events are compared over seasons, like the sizes of audiences. */
  public static final Duration HOURS_KEPT = Duration.ofDays(400);

  private static final int BATCH = 5_000;
  private static final String EVENTS =
      """
      delete from accepted_event where ctid = any(array(
        select e.ctid from accepted_event e
        where e.accepted_at < ? and e.outcome <> 'quarantined' limit ?))\
      """;

  /** The newest minutes of a source stay, however long it has sent no events. */
  private static final String MINUTES =
      """
      delete from source_minute where ctid = any(array(
        select s.ctid from source_minute s
        where s.minute < ? and exists (select 1 from source_minute t
          where t.workspace = s.workspace and t.source = s.source
            and t.minute >= s.minute + interval '7 days') limit ?))\
      """;

  private static final String HOURS =
      """
      delete from source_hour where ctid = any(array(
        select h.ctid from source_hour h where h.at < ? limit ?))\
      """;

  private static final String INPUTS =
      """
      delete from quarantined_input where ctid = any(array(
        select q.ctid from quarantined_input q
        where q.quarantined_at < ? and q.state = 'redriven' limit ?))\
      """;

  private static final String REMOVED_ROWS =
      """
      delete from removed_row where ctid = any(array(
        select r.ctid from removed_row r where r.removed_at < ? limit ?))\
      """;

  private static final String COUNTED_READS =
      """
      delete from counted_read where ctid = any(array(
        select c.ctid from counted_read c where c.counted_at < ? limit ?))\
      """;

  private static final String JOBS =
      """
      delete from job where ctid = any(array(
        select j.ctid from job j where j.ended_at < ? limit ?))\
      """;

  /** Reports contain personal data; the fact that there was a dry run stays. */
  private static final String REPORTS =
      """
      update job set result = null where ctid = any(array(
        select j.ctid from job j
        where j.kind = 'rules-trial' and j.result is not null and j.ended_at < ? limit ?))\
      """;

  /** The job's result holds the sums. */
  private static final String REBUILD_CHANGES =
      """
      delete from rebuild_change where ctid = any(array(
        select c.ctid from rebuild_change c
        left join job j on j.workspace = c.workspace and j.id = c.job
        where j.id is null or j.ended_at < ? limit ?))\
      """;

  private static final String SUGGESTIONS =
      """
      delete from suggestion where ctid = any(array(
        select s.ctid from suggestion s where s.settled_at < ? limit ?))\
      """;

  private final DataSource worker;

  public Retention(DataSource worker) {
    this.worker = worker;
  }

  /** Deletes in short transactions, so that the loop never waits for long. */
  public void forget(Instant now) throws SQLException {
    Instant before = now.minus(AcceptedEvent.KEPT);
    for (String delete :
        new String[] {EVENTS, INPUTS, MINUTES, REMOVED_ROWS, REPORTS, REBUILD_CHANGES}) {
      all(delete, before);
    }
    all(COUNTED_READS, now.minus(COUNTED_READS_KEPT));
    all(HOURS, now.minus(HOURS_KEPT));
    all(JOBS, now.minus(JOBS_KEPT));
    all(SUGGESTIONS, now.minus(JOBS_KEPT));
  }

  private void all(String delete, Instant before) throws SQLException {
    int deleted = BATCH;
    while (deleted == BATCH) {
      deleted = delete(delete, before);
    }
  }

  private int delete(String sql, Instant before) throws SQLException {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      connection.setAutoCommit(true);
      statement.setTimestamp(1, Timestamp.from(before));
      statement.setInt(2, BATCH);
      return statement.executeUpdate();
    }
  }
}
