package dev.tributary.runtime.audit;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts refused requests, so that a flood of them cannot fill the trail. Equal refusals within ten
 * minutes are one entry. At most {@value #MOST} entries of a workspace begin within ten minutes.
 * Further refusals share one additional entry without an actor. A crash of the process loses what
 * was counted after the first entry, so at most the counts of ten minutes.
 *
 * <p>Thread-safe.
 */
public final class RefusalCounts {
  static final int MOST = 50;
  static final Duration WINDOW = Duration.ofMinutes(10);
  public static final Duration FIRST_AFTER = Duration.ofSeconds(1);

  private static final String ANY = "refused";
  private static final Actor SEVERAL = new Actor("", "", Actor.Kind.PROGRAM);
  private static final Act VARIOUS = new Act(ANY, null, null, null);

  /** The status of the entry that several actors share. */
  private static final int FORBIDDEN = 403;

  private final Ids ids;
  private final Clock clock;
  private final Map<Key, Count> counts = new HashMap<>();
  private final Map<WorkspaceId, Integer> perWorkspace = new HashMap<>();

  public RefusalCounts(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  private record Key(
      WorkspaceId workspace, Actor actor, String operation, int status, @Nullable String address) {}

  private static final class Count {
    private final String id;
    private final Instant first;
    private final Act act;
    private final Origin origin;
    private int times;
    private int reported;

    Count(String id, Instant first, Act act, Origin origin) {
      this.id = id;
      this.first = first;
      this.act = act;
      this.origin = origin;
    }
  }

  /**
   * @param status of the answer; refusals with two statuses are not equal
   * @param origin of the first refusal is recorded; requests from two addresses are not equal
   */
  public synchronized void add(
      WorkspaceId workspace, Actor actor, Act act, int status, Origin origin) {
    Key key = new Key(workspace, actor, act.operation(), status, origin.address());
    Count known = counts.get(key);
    if (known == null && perWorkspace.getOrDefault(workspace, 0) >= MOST) {
      key = new Key(workspace, SEVERAL, ANY, FORBIDDEN, null);
      known = counts.get(key);
    }
    if (known == null) {
      Instant now = clock.instant();
      boolean several = key.actor() == SEVERAL;
      Act shown = several ? VARIOUS : act;
      Origin from = several ? without(origin) : origin;
      known = new Count(ids.at(Ids.AUDIT_ENTRY, now), now, shown, from);
      counts.put(key, known);
      perWorkspace.merge(workspace, 1, Integer::sum);
    }
    known.times++;
  }

  /**
   * The entries that are due: each when it is new, and again with its final count. A caller that
   * cannot write them may drop them: the final count follows, and the next window begins with zero.
   */
  public synchronized List<AdministrationEntry> due() {
    Instant now = clock.instant();
    List<AdministrationEntry> due = new ArrayList<>();
    counts
        .entrySet()
        .removeIf(each -> {
          Count count = each.getValue();
          boolean over = !now.isBefore(count.first.plus(WINDOW));
          if (count.reported == 0 || (over && count.reported < count.times)) {
            due.add(entry(each.getKey(), count));
            count.reported = count.times;
          }
          if (over) {
            perWorkspace.merge(each.getKey().workspace(), -1, (a, b) -> a + b == 0 ? null : a + b);
          }
          return over;
        });
    return due;
  }

  /** The entries whose count has changed since they were taken, before the process ends. */
  public synchronized List<AdministrationEntry> all() {
    List<AdministrationEntry> all = new ArrayList<>();
    counts.forEach((key, count) -> {
      if (count.reported < count.times) {
        all.add(entry(key, count));
        count.reported = count.times;
      }
    });
    return all;
  }

  /** Several actors have no address in common. */
  private static Origin without(Origin origin) {
    return new Origin(origin.service(), origin.requestId(), null);
  }

  private static AdministrationEntry entry(Key key, Count count) {
    return new AdministrationEntry(
        count.id,
        key.workspace(),
        count.first,
        key.actor(),
        count.act,
        new Result(Outcome.REFUSED, key.status(), count.times),
        count.origin,
        List.of());
  }
}
