package dev.tributary.control.audit;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail of administration: who changed which settings of a workspace. Thread-safe;
 * blocks.
 */
public interface AdministrationQueries {
  /**
   * An action without an outcome after this time has an unknown outcome: no request takes this
   * long.
   */
  Duration UNKNOWN_AFTER = Duration.ofMinutes(5);

  /**
   * Which entries to list; null for any.
   *
   * @param actor by subject or name
   * @param object by its id, or the kind of the object
   * @param action an operation, or an outcome as it is shown
   * @param from the earliest time, inclusive
   * @param to the latest time, exclusive
   */
  record Filter(
      @Nullable String actor,
      @Nullable String object,
      @Nullable String action,
      @Nullable Instant from,
      @Nullable Instant to) {
    public static final Filter ALL = new Filter(null, null, null, null, null);
  }

  /**
   * Newest first.
   *
   * @param after the last entry of the previous page, or null
   * @throws RuntimeException an outage if the store does not answer
   */
  List<AdministrationEntry> list(
      WorkspaceId workspace, Filter filter, @Nullable String after, int limit);
}
