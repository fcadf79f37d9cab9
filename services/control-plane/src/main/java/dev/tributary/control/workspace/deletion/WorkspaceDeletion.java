package dev.tributary.control.workspace.deletion;

import dev.tributary.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The deletion of a workspace, and in the end its receipt. It identifies people only by the subject
 * of a token. Immutable.
 *
 * @param requestedBy the subject of the access token of the user who requested the deletion
 * @param purgeAt until when the workspace can be restored, in its business time
 * @param doneAt when each part of the installation had nothing of the workspace left, by its name
 * @param purgedAt when that was true of all of them; null before
 */
public record WorkspaceDeletion(
    State state,
    String requestedBy,
    Instant requestedAt,
    Instant purgeAt,
    @Nullable Instant restoredAt,
    Map<String, Instant> doneAt,
    @Nullable Instant purgedAt) {

  /**
   * After this long a broker closes a file of a topic, and the file's age is its newest message's.
   */
  private static final Duration OPEN_FILE = Duration.ofDays(7);

  /** How far a deletion has come. */
  public enum State {
    HELD,
    RESTORED,
    PURGING,
    PURGED
  }

  public WorkspaceDeletion {
    doneAt = Map.copyOf(doneAt);
  }

  static WorkspaceDeletion requested(String by, Instant at, Instant purgeAt) {
    return new WorkspaceDeletion(State.HELD, by, at, purgeAt, null, Map.of(), null);
  }

  WorkspaceDeletion restored(Instant at) {
    return new WorkspaceDeletion(
        State.RESTORED, requestedBy, requestedAt, purgeAt, at, doneAt, purgedAt);
  }

  WorkspaceDeletion purging() {
    return new WorkspaceDeletion(
        State.PURGING, requestedBy, requestedAt, purgeAt, restoredAt, doneAt, purgedAt);
  }

  WorkspaceDeletion done(String part, Instant at) {
    Map<String, Instant> more = new TreeMap<>(doneAt);
    more.putIfAbsent(part, at);
    return new WorkspaceDeletion(
        state, requestedBy, requestedAt, purgeAt, restoredAt, more, purgedAt);
  }

  WorkspaceDeletion purged(Instant at) {
    return new WorkspaceDeletion(
        State.PURGED, requestedBy, requestedAt, purgeAt, restoredAt, doneAt, at);
  }

  /**
   * The day on which no topic that is kept by age holds anything of the workspace any more: the
   * longest retention, and the time in which a broker closes a file, after the purge. Null before
   * the purge. Compacted topics have tombstones from the purge on.
   */
  public @Nullable LocalDate topicsExpireOn() {
    if (purgedAt == null) {
      return null;
    }
    Duration longest =
        Arrays.stream(Topic.values())
            .map(Topic::retention)
            .filter(Objects::nonNull)
            .max(Duration::compareTo)
            .orElseThrow();
    return purgedAt.plus(longest).plus(OPEN_FILE).atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
  }
}
