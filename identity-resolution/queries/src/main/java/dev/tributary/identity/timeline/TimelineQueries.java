package dev.tributary.identity.timeline;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.timeline.EventQueries.Recorded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one profile, in the order of the time at which they happened. Thread-safe. */
public interface TimelineQueries {
  /**
   * The events to list; null for any.
   *
   * @param from the earliest time at which it happened, inclusive
   * @param to the latest time, exclusive
   * @param after the last event of the previous page
   */
  record Filter(
      @Nullable String type,
      @Nullable String name,
      @Nullable SourceId source,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable ListPosition after) {}

  /**
   * Newest first.
   *
   * @param profiles a profile's ids, with merged ones
   */
  List<Recorded> list(WorkspaceId workspace, List<ProfileId> profiles, Filter filter, int limit);
}
