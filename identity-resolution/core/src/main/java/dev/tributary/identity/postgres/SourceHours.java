package dev.tributary.identity.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts the accepted events of each source by hour. A minute is counted once, after the loop has
 * processed everything that was accepted in it, so a count never changes. While the loop is behind,
 * the newest hours are not counted yet.
 */
final class SourceHours {
  /** How far the first count goes back. */
  static final Duration BACK = Duration.ofDays(7);

  /** An event may be in the log after a tick that is later than its acceptance, by this much. */
  static final Duration LATE = Duration.ofMinutes(2);

  /** How much one transaction counts. */
  static final Duration AT_ONCE = Duration.ofMinutes(10);

  /** After this time, no further transaction begins, because the caller has other work. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** The first count begins where a source may have sent for the first time. */
  private static final String UNTIL =
      """
      select coalesce(until, (
        select date_trunc('hour', greatest(:back, least(:passed, min(minute))), 'UTC')
        from source_minute))
      from source_hour_reader for update skip locked\
      """;

  private final Jdbi worker;
  private final Clock clock;

  SourceHours(Jdbi worker, Clock clock) {
    this.worker = worker;
    this.clock = clock;
  }

  /** One caller at a time; a second caller does not wait. */
  void count() {
    Instant end = clock.instant().plus(PATIENCE);
    boolean more;
    do {
      more = worker.inTransaction(SourceHours::countSome);
    } while (more && clock.instant().isBefore(end));
  }

  /**
   * @return whether there may be more to count
   */
  private static boolean countSome(Handle tx) {
    Instant passed = passed(tx);
    if (passed.equals(Instant.EPOCH)) {
      return false;
    }
    Instant complete = passed.minus(LATE).truncatedTo(ChronoUnit.MINUTES);
    Optional<Instant> from =
        tx.createQuery(UNTIL)
            .bind("back", passed.minus(BACK))
            .bind("passed", passed)
            .mapTo(Instant.class)
            .findOne()
            .filter(until -> until.isBefore(complete));
    from.ifPresent(begin -> {
      Instant most = begin.plus(AT_ONCE);
      count(tx, begin, complete.isBefore(most) ? complete : most);
    });
    return from.isPresent();
  }

  /** Installation time that has passed for all workspaces; the epoch before the first tick. */
  private static Instant passed(Handle tx) {
    return Instant.ofEpochMilli(
        tx.createQuery("select at from passed_tick").mapTo(Long.class).one());
  }

  private static void count(Handle tx, Instant from, Instant to) {
    tx.createUpdate(
            """
            insert into source_hour as h (workspace, source, at, events)
            select workspace, source, date_trunc('hour', accepted_at, 'UTC') as hour, count(*)
            from accepted_event e
            where accepted_at >= :from and accepted_at < :to
              and not exists (select from replay_copy where name = e.workspace)
            group by workspace, source, hour
            on conflict (workspace, source, at) do update set events = h.events + excluded.events\
            """)
        .bind("from", from)
        .bind("to", to)
        .execute();
    tx.createUpdate("update source_hour_reader set since = coalesce(since, :from), until = :to")
        .bind("from", from)
        .bind("to", to)
        .execute();
  }
}
