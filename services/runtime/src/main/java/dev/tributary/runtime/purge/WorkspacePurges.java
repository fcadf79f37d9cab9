package dev.tributary.runtime.purge;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.purge.PurgedWorkspaces.Purged;
import dev.tributary.runtime.threads.PeriodicWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Purges each deleted workspace in all parts of a service, until a whole pass finds nothing left.
 * It repeats the purge once after a minute, for the work in progress of other instances, and then
 * daily until the retention of every topic has passed. Failures are retried every second. Several
 * instances may do the same at once. Thread-safe.
 */
public final class WorkspacePurges implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WorkspacePurges.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int MOST_PASSES = 10;
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration DAILY = Duration.ofDays(1);

  /** Longer than the retention of any topic that is kept by age. */
  private static final Duration LAST = Duration.ofDays(40);

  private final Supplier<Collection<WorkspaceId>> deleted;
  private final PurgedWorkspaces purged;
  private final List<PurgePart> parts;
  private final Clock clock;
  private final Map<WorkspaceId, Purged> known = new ConcurrentHashMap<>();
  private final PeriodicWork work =
      new PeriodicWork("workspace-purges", Duration.ZERO, LOOK, this::round);

  /**
   * @param deleted the ids of all workspaces that are to be purged, including those deleted long
   *     ago
   */
  public WorkspacePurges(
      Supplier<Collection<WorkspaceId>> deleted,
      PurgedWorkspaces purged,
      List<PurgePart> parts,
      Clock clock) {
    this.deleted = deleted;
    this.purged = purged;
    this.parts = List.copyOf(parts);
    this.clock = clock;
  }

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  /** When nothing of a workspace was left here for the first time; empty before. */
  public Optional<Instant> purgedAt(WorkspaceId workspace) {
    return purged.find(workspace).map(Purged::purgedAt);
  }

  private void round() throws InterruptedException {
    for (WorkspaceId workspace : deleted.get()) {
      if (!work.isClosed() && due(known.get(workspace))) {
        look(workspace);
      }
    }
  }

  private void look(WorkspaceId workspace) throws InterruptedException {
    try {
      Optional<Purged> before = purged.find(workspace);
      before.ifPresent(purge -> known.put(workspace, purge));
      if (due(before.orElse(null))) {
        purge(workspace);
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      LOG.warnf("The purge of the workspace %s is tried again: %s", workspace, e);
    }
  }

  private boolean due(@Nullable Purged before) {
    if (before == null) {
      return true;
    }
    Instant repeatAt = before.repeatAt();
    return repeatAt != null && !repeatAt.isAfter(clock.instant());
  }

  /**
   * One purge in all parts; the end of the service breaks it off. Tests can call it without a
   * start.
   */
  void purge(WorkspaceId workspace) throws Exception {
    long inAll = 0;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      long left = 0;
      for (PurgePart part : parts) {
        if (work.isClosed()) {
          return;
        }
        left += part.purge(workspace);
      }
      inAll += left;
      if (left == 0) {
        done(workspace, inAll);
        return;
      }
    }
    throw new IllegalStateException("Something still writes what belongs to it");
  }

  private void done(WorkspaceId workspace, long count) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Purged before = known.get(workspace);
    Instant first = before == null ? now : before.purgedAt();
    Instant next = now.plus(before == null ? SOON : DAILY);
    boolean last = next.isAfter(first.plus(LAST));
    known.put(workspace, purged.put(workspace, new Purged(first, last ? null : next)));
    if (before == null || count > 0) {
      LOG.infof("Purged the workspace %s: %d rows, files and keys", workspace, count);
    }
  }
}
