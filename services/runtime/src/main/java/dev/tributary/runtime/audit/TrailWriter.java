package dev.tributary.runtime.audit;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.runtime.outbox.Outbox;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.threads.ResilientWork;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Puts entries into the outbox that belong to no transaction: sign-ins, and counted refusals. It
 * never blocks its callers. A crash of the process loses the entries that are not written yet, and
 * the refusals that were counted after the first entry. While the database is unavailable, it keeps
 * the newest {@value #HELD} entries. Thread-safe.
 */
public final class TrailWriter implements AutoCloseable {
  static final int HELD = 10_000;

  private static final Logger LOG = Logger.getLogger(TrailWriter.class);

  private final RefusalCounts refusals;
  private final RequestDatabase database;
  private final BlockingQueue<AdministrationEntry> waiting = new LinkedBlockingQueue<>(HELD);
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("trail").factory());

  public TrailWriter(RefusalCounts refusals, RequestDatabase database) {
    this.refusals = refusals;
    this.database = database;
  }

  /** Returns at once. */
  public void add(AdministrationEntry entry) {
    while (!waiting.offer(entry)) {
      AdministrationEntry oldest = waiting.poll();
      if (oldest != null) {
        LOG.warnf("%s is not in the trail of administration", oldest.act().operation());
      }
    }
  }

  public void start() {
    long every = RefusalCounts.FIRST_AFTER.toMillis();
    executor.scheduleWithFixedDelay(
        ResilientWork.repeatable(this::write), every, every, TimeUnit.MILLISECONDS);
  }

  /** Writes the entries that wait, and the counts until now. */
  @Override
  public void close() {
    executor.shutdown();
    refusals.all().forEach(this::add);
    write();
  }

  private synchronized void write() {
    refusals.due().forEach(this::add);
    try {
      for (AdministrationEntry next = waiting.peek(); next != null; next = waiting.peek()) {
        AdministrationEntry entry = next;
        database.unwitnessed(
            entry.workspace(),
            tx -> {
              Outbox.add(tx, entry);
              return entry;
            });
        waiting.remove(entry);
      }
    } catch (RuntimeException e) {
      LOG.warnf(
          "%d entries of the trail wait for the database: %s", waiting.size(), e.getMessage());
    }
  }
}
