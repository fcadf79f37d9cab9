package dev.tributary.runtime.audit;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.threads.ResilientWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Merges the reads of programs into one entry per client, operation and minute. The entry counts
 * profiles and names none, because a program can read hundreds of profiles per second.
 *
 * <p>The first read of a minute is recorded before the program gets any data, and fails if it
 * cannot be recorded. Later reads of that minute are counted in memory and written every {@link
 * #EVERY}. A crash loses this part of a count, but never the entry. A count that cannot be written
 * waits for the next attempt. Thread-safe.
 */
public final class ProgramReads implements AutoCloseable {
  static final Duration EVERY = Duration.ofSeconds(10);

  private static final Logger LOG = Logger.getLogger(ProgramReads.class);

  private final ReadLog log;
  private final Clock clock;
  private final ConcurrentMap<Key, Count> counts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("program-reads").factory());

  public ProgramReads(ReadLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  private record Key(
      WorkspaceId workspace, String actor, String actorName, String operation, Instant minute) {
    boolean over(Instant now) {
      return !now.truncatedTo(ChronoUnit.MINUTES).equals(minute);
    }
  }

  /**
   * A count that is not written yet.
   *
   * @param last time of the newest read
   */
  private record Count(int people, Instant last) {
    Count plus(Count more) {
      return new Count(people + more.people, last.isAfter(more.last) ? last : more.last);
    }
  }

  /**
   * @param people number of profiles whose data are returned
   * @throws Problem 503 if the first read of a minute cannot be recorded
   */
  void add(WorkspaceId workspace, Caller program, String operation, int people) {
    Instant now = clock.instant();
    Key key =
        new Key(
            workspace,
            program.subject(),
            program.name(),
            operation,
            now.truncatedTo(ChronoUnit.MINUTES));
    Count more = new Count(people, now);
    if (counts.computeIfPresent(key, (_, known) -> known.plus(more)) == null) {
      log.add(read(key, more));
      counts.putIfAbsent(key, new Count(0, now));
    }
  }

  public void start() {
    executor.scheduleWithFixedDelay(
        ResilientWork.repeatable(this::write),
        EVERY.toMillis(),
        EVERY.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdown();
    write();
  }

  /** Writes the counts. */
  synchronized void write() {
    for (Key key : counts.keySet()) {
      Count count = taken(key);
      if (count != null && count.people() > 0) {
        write(key, count);
      }
    }
  }

  /** Removes a minute that is over. For the current minute, it only resets the number. */
  private @Nullable Count taken(Key key) {
    if (key.over(clock.instant())) {
      return counts.remove(key);
    }
    return counts.replace(key, new Count(0, key.minute()));
  }

  private void write(Key key, Count count) {
    try {
      log.add(read(key, count));
    } catch (RuntimeException | Error e) {
      counts.merge(key, count, Count::plus);
      LOG.warnf("%d reads of a program wait for the trail: %s", count.people(), e);
    }
  }

  private static PersonalDataRead read(Key key, Count count) {
    return new PersonalDataRead(
        key.workspace(),
        key.actor(),
        key.actorName(),
        key.operation(),
        List.of(),
        null,
        count.last(),
        count.people());
  }
}
