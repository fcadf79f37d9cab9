package dev.tributary.control.change;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.CollectedChanges;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A subscriber to the changes of a workspace. Changes that a slow reader has not taken are merged
 * by subject, so its memory is bounded and it loses no subject. Thread-safe.
 *
 * <p>A reader who may not read personal data gets no change of memberships and of alerts, not even
 * without ids: the author of a rule would learn from it whether a person meets the rule, because an
 * alert can be about the size of an audience. A delivery does not show its person to this reader,
 * so its change has no ids: they would name the person.
 */
public final class ChangeReader {
  private static final Set<ChangeSubject> PERSONAL =
      EnumSet.of(ChangeSubject.MEMBERSHIPS, ChangeSubject.ALERTS);

  private final boolean personalData;
  private CollectedChanges waiting = new CollectedChanges();
  private boolean over;

  ChangeReader(boolean personalData) {
    this.personalData = personalData;
  }

  /**
   * The changes since the last call.
   *
   * @param changes each subject once
   * @param over whether nothing follows
   */
  public record Update(List<ChangedObjects> changes, boolean over) {
    public Update {
      changes = List.copyOf(changes);
    }
  }

  synchronized void offer(List<ChangedObjects> changes) {
    boolean any = false;
    for (ChangedObjects each : changes) {
      boolean hidden = !personalData && PERSONAL.contains(each.subject());
      boolean nameless = !personalData && each.subject() == ChangeSubject.DELIVERIES;
      if (!hidden) {
        waiting.add(each.subject(), nameless ? List.of() : each.ids());
        any = true;
      }
    }
    if (any) {
      notifyAll();
    }
  }

  synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Waits until there are changes, or for that long. */
  public synchronized Update next(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while (waiting.isEmpty() && !over && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    Update update = new Update(waiting.list(), over);
    waiting = new CollectedChanges();
    return update;
  }
}
