package dev.tributary.control.change;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.CollectedChanges;
import dev.tributary.runtime.threads.Signal;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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
  private final Signal arrival = new Signal();
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

  void offer(List<ChangedObjects> changes) {
    if (add(changes)) {
      arrival.raise();
    }
  }

  /** Whether the reader gets any of the changes. */
  private synchronized boolean add(List<ChangedObjects> changes) {
    boolean any = false;
    for (ChangedObjects each : changes) {
      boolean hidden = !personalData && PERSONAL.contains(each.subject());
      boolean nameless = !personalData && each.subject() == ChangeSubject.DELIVERIES;
      if (!hidden) {
        waiting.add(each.subject(), nameless ? List.of() : each.ids());
        any = true;
      }
    }
    return any;
  }

  void end() {
    synchronized (this) {
      over = true;
    }
    arrival.raise();
  }

  /** Waits until there are changes, or for that long. No thread waits. */
  public Uni<Update> next(Duration atMost) {
    return arrival.within(atMost).map(_ -> taken());
  }

  private synchronized Update taken() {
    Update update = new Update(waiting.list(), over);
    waiting = new CollectedChanges();
    return update;
  }
}
