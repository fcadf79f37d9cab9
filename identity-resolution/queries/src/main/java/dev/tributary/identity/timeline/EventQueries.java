package dev.tributary.identity.timeline;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.CorrectedValue;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.evidence.ListPosition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accepted events with their outcome. Thread-safe. */
public interface EventQueries {
  /**
   * An accepted event and its outcome.
   *
   * @param profile as it was then; it may have been merged since
   */
  @RecordBuilder
  record Recorded(
      EventId event,
      SourceId source,
      String type,
      @Nullable String name,
      String outcome,
      @Nullable String reason,
      @Nullable ProfileId profile,
      Instant timestamp,
      Instant receivedAt,
      LogPosition position) {
    /** The position of the event in the log, with this workspace. */
    public LogEntry in(WorkspaceId workspace) {
      return new LogEntry(workspace, event.value(), position);
    }
  }

  /**
   * The events to list; null for any.
   *
   * @param profiles a profile's ids, with merged ones
   * @param from the earliest time of acceptance, in business time, inclusive
   * @param to the latest time of acceptance, exclusive
   */
  record Filter(
      @Nullable List<ProfileId> profiles,
      @Nullable String messageId,
      @Nullable Outcome outcome,
      @Nullable SourceId source,
      @Nullable String type,
      @Nullable Instant from,
      @Nullable Instant to) {}

  /**
   * Newest first in the order of acceptance.
   *
   * @param after the last event of the previous page, or null
   */
  List<Recorded> list(WorkspaceId workspace, Filter filter, @Nullable String after, int limit);

  /**
   * Oldest first in the order that decides between two values: the time at which it happened, then
   * the event id.
   *
   * @param after the last event of the previous page, or null
   */
  List<Recorded> inOrder(
      WorkspaceId workspace, Filter filter, @Nullable ListPosition after, int limit);

  Optional<Recorded> find(WorkspaceId workspace, EventId event);

  /** The identifiers in an event that did not count. */
  List<LeftOut> leftOut(WorkspaceId workspace, EventId event);

  /**
   * The value that a correction by hand changed. Empty for everything else, for a correction that
   * was not applied, and for one whose values were not recorded.
   */
  Optional<CorrectedValue> corrected(WorkspaceId workspace, EventId event);
}
