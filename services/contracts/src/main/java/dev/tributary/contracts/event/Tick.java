package dev.tributary.contracts.event;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Time as an input. It is written into every partition of {@code events} once a second, and
 * identity resolution passes it on into every partition of {@code profiles}. Readers do all work
 * that depends on time alone when they read a tick, so time never runs ahead of the facts of a
 * workspace. A workspace whose facts are not published yet has its own, earlier time.
 *
 * @param at installation time that has passed for every workspace, from one clock; never smaller
 *     than a time that the same lease sent before
 * @param offsets milliseconds to add for the workspaces whose clock is shifted; absent means 0
 * @param ahead the time of the workspaces that do not wait for others; null if it equals {@code at}
 */
public record Tick(Instant at, Map<WorkspaceId, Long> offsets, @Nullable Ahead ahead) {
  public static final String TYPE = "dev.tributary.tick.v1";

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * @throws IllegalArgumentException for a time outside of the range of an installation's clock
   */
  public Tick {
    check(at);
    Objects.requireNonNull(offsets);
  }

  /**
   * A reader that does not know this field uses {@code at}, and no workspace's time runs ahead.
   *
   * @param at installation time that has passed for all workspaces except those in {@code heldBack}
   * @param heldBack the time of each of these
   */
  public record Ahead(Instant at, Map<WorkspaceId, Instant> heldBack) {
    public Ahead {
      check(at);
      Objects.requireNonNull(heldBack);
    }
  }

  /** The same time for all workspaces. */
  public Tick(Instant at, Map<WorkspaceId, Long> offsets) {
    this(at, offsets, null);
  }

  /**
   * One time for all workspaces except some.
   *
   * @param heldBack times that are not before {@code newest} are ignored
   */
  public static Tick of(
      Instant newest, Map<WorkspaceId, Instant> heldBack, Map<WorkspaceId, Long> offsets) {
    Map<WorkspaceId, Instant> behind = new HashMap<>(heldBack);
    behind.values().removeIf(time -> !time.isBefore(newest));
    return behind.isEmpty()
        ? new Tick(newest, offsets)
        : new Tick(
            behind.values().stream().min(Comparator.naturalOrder()).orElse(newest),
            offsets,
            new Ahead(newest, Map.copyOf(behind)));
  }

  /** Installation time that has passed for a workspace. */
  public Instant time(WorkspaceId workspace) {
    return later(at, heldBack().getOrDefault(workspace, newest()));
  }

  public Instant businessTime(WorkspaceId workspace) {
    return time(workspace).plusMillis(offsets.getOrDefault(workspace, 0L));
  }

  /** Installation time that has passed for all workspaces that are not held back. */
  public Instant newest() {
    return ahead == null ? at : later(at, ahead.at());
  }

  /** The workspaces that have their own, earlier time. */
  public Map<WorkspaceId, Instant> heldBack() {
    return ahead == null ? Map.of() : ahead.heldBack();
  }

  /** For each workspace the later time of the two; offsets are those of the newer one. */
  public Tick orLater(Tick other) {
    return with(other, Tick::later);
  }

  /** For each workspace the earlier time of the two; offsets are those of the newer one. */
  public Tick orEarlier(Tick other) {
    return with(other, (one, two) -> one.isBefore(two) ? one : two);
  }

  private Tick with(Tick other, BinaryOperator<Instant> chosen) {
    Set<WorkspaceId> named = new HashSet<>(heldBack().keySet());
    named.addAll(other.heldBack().keySet());
    Map<WorkspaceId, Instant> behind = new HashMap<>();
    named.forEach(each -> behind.put(each, chosen.apply(time(each), other.time(each))));
    Tick newer = newest().isBefore(other.newest()) ? other : this;
    return of(chosen.apply(newest(), other.newest()), behind, newer.offsets);
  }

  private static void check(Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException("Not the time of an installation: " + time);
    }
  }

  private static Instant later(Instant one, Instant two) {
    return one.isBefore(two) ? two : one;
  }

  public Message toMessage(Topic topic, int partition) {
    String id = "tick_" + newest().toEpochMilli();
    MessageHeaders headers = new MessageHeaders(id, TYPE, WorkspaceId.NONE, id, newest(), null);
    return Message.of(topic, "tick", Json.write(this), headers).toPartition(partition);
  }
}
