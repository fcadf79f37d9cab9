package dev.tributary.audience.membership;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The sizes of many audiences at regular times. Thread-safe. */
public interface SizeTrends {
  /**
   * The sizes of audiences, in order of time; by audience. A time before the first size of an
   * audience has no point, and an audience without points is absent.
   *
   * @param from by audience, the earliest time
   * @param to the time of the last point
   * @param step the time between two points
   * @param steps the largest number of points before the last one
   */
  Map<AudienceId, List<SizePoint>> of(
      WorkspaceId workspace, Map<AudienceId, Instant> from, Instant to, Duration step, int steps);
}
