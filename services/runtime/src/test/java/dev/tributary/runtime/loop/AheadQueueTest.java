package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.lane.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random logs of several workspaces, read ahead of random positions, against a naive reference. */
@Tag("soak-models")
class AheadQueueTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final List<WorkspaceId> WORKSPACES =
      Stream.of("a", "b", "c", "d").map(WorkspaceId::new).toList();

  /** Has no records. */
  private static final WorkspaceId IDLE = new WorkspaceId("idle");

  @Test
  void aWorkspacesTimeIsThatOfTheLastTickBeforeItsFirstRecordThatIsLeft() {
    long seed = Lane.seed();
    for (int i = 0; i < Lane.size("tributary.model.cases", 300, 20_000); i++) {
      new Case(seed + i, AheadQueue.FINE).play(true);
    }
  }

  @Test
  void aLongBacklogIsKeptInFewEntriesAndNobodysTimeRunsAheadOrBack() {
    long seed = Lane.seed();
    for (int i = 0; i < Lane.size("tributary.model.cases", 300, 20_000); i++) {
      new Case(seed + i, 1).play(false);
    }
  }

  @Test
  void aBacklogOfOneWorkspaceIsHeldInBoundedMemory() {
    AheadQueue queue = new AheadQueue(0, new Tick(START, Map.of()));
    long offset = 0;
    int days = 3;
    for (long tick = 1; tick <= days * 86_400L * 4; tick++) {
      queue.record(offset++, new WorkspaceId("a"));
      queue.tick(offset++, new Tick(START.plusMillis(250 * tick), Map.of()));
    }
    assertThat(queue.full()).isFalse();
    Tick ahead = queue.at(0);
    assertThat(ahead).isNotNull();
    assertThat(ahead.time(new WorkspaceId("a"))).isEqualTo(START);
    assertThat(ahead.time(new WorkspaceId("b"))).isEqualTo(START.plusSeconds(days * 86_400L));
  }

  @Test
  void nothingIsSaidOfAPositionBeforeTheBeginning() {
    assertThat(new AheadQueue(5, new Tick(START, Map.of())).at(4)).isNull();
  }

  /** A record of the log: a tick, or of a workspace, or of nobody knows whom. */
  private record Entry(@Nullable Tick tick, @Nullable WorkspaceId workspace) {}

  private static final class Case {
    private final long seed;
    private final SplittableRandom random;
    private final int fine;
    private final List<Entry> log = new ArrayList<>();

    Case(long seed, int fine) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.fine = fine;
      int seconds = 0;
      for (int i = random.nextInt(1, 80); i > 0; i--) {
        // Another lease may write a tick that is older.
        seconds += random.nextInt(2);
        log.add(
            random.nextInt(3) == 0
                ? new Entry(tick(seconds - random.nextInt(2)), null)
                : new Entry(null, workspace()));
      }
    }

    private @Nullable WorkspaceId workspace() {
      return random.nextInt(30) == 0 ? null : WORKSPACES.get(random.nextInt(WORKSPACES.size()));
    }

    /** Some hold a workspace back themselves, at a time that never goes back. */
    private Tick tick(int seconds) {
      Instant at = START.plusSeconds(seconds);
      return random.nextInt(3) == 0
          ? Tick.of(at, Map.of(new WorkspaceId("d"), START.plusSeconds(seconds / 2)), Map.of())
          : new Tick(at, Map.of());
    }

    void play(boolean exact) {
      int published = random.nextInt(log.size());
      AheadQueue queue = new AheadQueue(published, before(published), fine);
      int read = published;
      int position = published;
      Map<WorkspaceId, Instant> last = new HashMap<>();
      while (read < log.size() || position < log.size()) {
        for (int i = random.nextInt(8); i > 0 && read < log.size(); i--) {
          read(queue, read++);
        }
        position = Math.max(position, random.nextInt(position, Math.max(position, read) + 1));
        published = random.nextInt(4) == 0 ? random.nextInt(published, position + 1) : published;
        queue.passed(published);
        check(queue, published, read, exact, Map.of());
        last = check(queue, position, read, exact, last);
      }
    }

    private void read(AheadQueue queue, int offset) {
      Entry entry = log.get(offset);
      if (entry.tick() != null) {
        queue.tick(offset, entry.tick());
      } else {
        queue.record(offset, entry.workspace());
      }
    }

    private Map<WorkspaceId, Instant> check(
        AheadQueue queue, int position, int read, boolean exact, Map<WorkspaceId, Instant> last) {
      Tick found = queue.at(position);
      assertThat(found).isNotNull();
      Map<WorkspaceId, Instant> times = new HashMap<>();
      for (WorkspaceId workspace : Stream.concat(WORKSPACES.stream(), Stream.of(IDLE)).toList()) {
        String what = "%s at %d of %d, seed %d: %s".formatted(workspace, position, read, seed, log);
        int left = left(workspace, position, read);
        Instant expected = before(left).time(workspace);
        Instant time = found.time(workspace);
        if (exact || left == read) {
          assertThat(time).as(what).isEqualTo(expected);
        } else {
          assertThat(time).as("not ahead: %s", what).isBeforeOrEqualTo(expected);
        }
        assertThat(found.at()).as(what).isBeforeOrEqualTo(time);
        assertThat(time)
            .as("not back: %s", what)
            .isAfterOrEqualTo(last.getOrDefault(workspace, time));
        times.put(workspace, time);
      }
      return times;
    }

    /** The first record that is left of a workspace, or of nobody knows whom. */
    private int left(WorkspaceId workspace, int position, int read) {
      for (int offset = position; offset < read; offset++) {
        Entry entry = log.get(offset);
        boolean may = entry.workspace() == null || entry.workspace().equals(workspace);
        if (entry.tick() == null && may) {
          return offset;
        }
      }
      return read;
    }

    /** The time that has passed at an offset. */
    private Tick before(int offset) {
      Tick newest = new Tick(Instant.EPOCH, Map.of());
      for (Entry entry : log.subList(0, offset)) {
        newest = entry.tick() == null ? newest : newest.orLater(entry.tick());
      }
      return newest;
    }
  }
}
