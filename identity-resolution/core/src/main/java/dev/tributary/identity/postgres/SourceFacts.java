package dev.tributary.identity.postgres;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.fact.FactSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Facts for alerts: how often sources usually send, by the minutes in which they did; how many
 * inputs wait in quarantine; and how many profiles a cap of the identity rules has stopped. The
 * minutes are read from the accepted events when the facts are requested. The loop does not write
 * them, because partitions would then wait for one another. At the same time the events of each
 * hour are counted, for the charts. Thread-safe.
 */
public final class SourceFacts implements FactSource {
  private static final Logger LOG = Logger.getLogger(SourceFacts.class);

  /** The period from which the usual gap between events is computed. */
  private static final Duration WINDOW = Duration.ofDays(7);

  /** A transaction may commit this long after the time of acceptance that it has stored. */
  private static final Duration LATE = Duration.ofMinutes(2);

  private static final Duration READ_EVERY = Duration.ofSeconds(2);

  /** Between two consecutive minutes there is no gap. */
  private static final String CADENCE =
      """
      select workspace, source, max(last_at) as last_at, count(*) as minutes,
        coalesce(percentile_cont(0.99) within group (order by gap), 0) as usual
      from (
        select workspace, source, last_at, newest,
          greatest(0, extract(epoch from minute - lag(minute) over w) - 60) as gap
        from (
          select workspace, source, minute, last_at,
            max(minute) over (partition by workspace, source) as newest
          from source_minute where workspace = any(:workspaces)) m
        where minute > newest - interval '7 days'
        window w as (partition by workspace, source order by minute)) g
      group by workspace, source\
      """;

  /** No workspace makes the other ones wait: a count ends at 10,000. */
  private static final String WAITING =
      """
      select w.workspace, c.waiting from unnest(:workspaces) w (workspace)
      cross join lateral (
        select count(*) as waiting from (
          select from quarantined_input q
          where q.workspace = w.workspace and q.state = 'waiting' limit 10000) q) c
      where c.waiting > 0\
      """;

  private static final String CAPPED =
      """
      select w.workspace, c.capped from unnest(:workspaces) w (workspace)
      cross join lateral (
        select count(*) as capped from (
          select from capped_profile x
          join profile p on p.workspace = x.workspace and p.profile = x.profile
          where x.workspace = w.workspace and x.last_at > now() - interval '1 day'
          limit 10000) x) c
      where c.capped > 0\
      """;

  private final Jdbi worker;
  private final Clock clock;
  private final SourceHours hours;

  public SourceFacts(DataSource worker, Clock clock) {
    this.worker = Jdbi.create(worker);
    this.clock = clock;
    this.hours = new SourceHours(this.worker, clock);
  }

  @Override
  public List<WorkspaceFact> facts(Set<WorkspaceId> workspaces) {
    worker.useTransaction(this::readOn);
    countHours();
    Object[] ids = WorkspaceId.values(workspaces);
    return worker.withHandle(handle -> {
      List<WorkspaceFact> facts = new ArrayList<>(cadences(handle, ids));
      facts.addAll(counts(handle, WAITING, ids, Fact.Quarantined::new));
      facts.addAll(counts(handle, CAPPED, ids, Fact.CappedPeople::new));
      return facts;
    });
  }

  /** Charts can wait for the next time: alerts need the facts now. */
  private void countHours() {
    try {
      hours.count();
    } catch (JdbiException e) {
      LOG.warn("The events of each hour are not counted; the count is repeated soon", e);
    }
  }

  private static List<WorkspaceFact> cadences(Handle handle, Object[] workspaces) {
    return handle
        .createQuery(CADENCE)
        .bindArray("workspaces", String.class, workspaces)
        .map((rows, context) ->
            new WorkspaceFact(
                new WorkspaceId(rows.getString("workspace")),
                new Fact.Cadence(
                    new SourceId(rows.getString("source")),
                    rows.getTimestamp("last_at").toInstant(),
                    Duration.ofSeconds(Math.round(rows.getDouble("usual"))),
                    rows.getLong("minutes"))))
        .list();
  }

  /** The facts of a query that counts; without the workspaces that have none. */
  private static List<WorkspaceFact> counts(
      Handle handle, String query, Object[] workspaces, LongFunction<Fact> fact) {
    return handle
        .createQuery(query)
        .bindArray("workspaces", String.class, workspaces)
        .map((rows, context) ->
            new WorkspaceFact(new WorkspaceId(rows.getString(1)), fact.apply(rows.getLong(2))))
        .list();
  }

  /** One caller at a time; a second caller does not wait, and uses what the first one reads. */
  private void readOn(Handle tx) {
    Instant now = clock.instant();
    tx.createQuery(
            "select until from source_minute_reader where until < :due for update skip locked")
        .bind("due", now.minus(READ_EVERY))
        .mapTo(Instant.class)
        .findOne()
        .ifPresent(until -> {
          Instant oldest = now.minus(WINDOW);
          read(tx, until.isBefore(oldest) ? oldest : until.minus(LATE));
          tx.createUpdate("update source_minute_reader set until = :now")
              .bind("now", now)
              .execute();
        });
  }

  /**
   * The minute is computed before the grouping ({@code offset}). For a column without statistics
   * PostgreSQL expects few values, so it groups a minute's thousands of events by hash, and does
   * not sort them on disk.
   */
  private static void read(Handle tx, Instant from) {
    tx.createUpdate(
            """
            with heard as materialized (
              select workspace, source, minute, max(accepted_at) as last_at
              from (
                select workspace, source, date_trunc('minute', accepted_at) as minute, accepted_at
                from accepted_event where accepted_at >= :from offset 0) accepted
              group by workspace, source, minute)
            insert into source_minute as s (workspace, source, minute, last_at)
            select workspace, source, minute, last_at from heard
            where not exists (select from replay_copy where name = heard.workspace)
            on conflict (workspace, source, minute)
            do update set last_at = excluded.last_at where excluded.last_at > s.last_at\
            """)
        .bind("from", from)
        .execute();
  }
}
