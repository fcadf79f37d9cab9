package dev.tributary.control.approval;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Change requests, one workspace at a time. Thread-safe. */
public interface ChangeRequestStore {

  /** Which requests to list. */
  enum Which {
    OPEN,
    DECIDED,
    ALL
  }

  void add(ChangeRequest request);

  Optional<ChangeRequest> find(WorkspaceId workspace, String id);

  /**
   * Newest first. The list has one more than the limit if there are more requests.
   *
   * @param cursor the id to continue after; null for the beginning
   */
  List<ChangeRequest> list(
      WorkspaceId workspace, Which which, Instant now, @Nullable String cursor, int limit);

  long countOpen(WorkspaceId workspace, Instant now);

  /**
   * Takes a request out of the state {@code open}; of several callers at once, one succeeds.
   *
   * @return false if it is no longer open
   */
  boolean decide(ChangeRequest request, State next, ChangeRequest.Decision decision);

  /** Writes the outcome of an approved request. */
  void settle(ChangeRequest request, ChangeRequest.Outcome outcome);
}
