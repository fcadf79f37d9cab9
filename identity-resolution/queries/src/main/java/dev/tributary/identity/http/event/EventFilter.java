package dev.tributary.identity.http.event;

import dev.tributary.contracts.id.SourceId;
import dev.tributary.identity.http.Cursors;
import dev.tributary.identity.timeline.TimelineQueries.Filter;
import dev.tributary.runtime.http.Times;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The filter for the events of a person. Its times are the times at which the events happened. */
public class EventFilter {
  /** Only events of this type, for example {@code track}. */
  @QueryParam("type")
  @Nullable String type;

  /** Only track calls, pages and screens with this name. */
  @QueryParam("name")
  @Nullable String name;

  /** Only events of this source; its id. */
  @QueryParam("source")
  @Nullable SourceId source;

  /** Only events that happened at this time or later, RFC 3339. */
  @QueryParam("from")
  @Nullable String from;

  /** Only events that happened before this time, RFC 3339. */
  @QueryParam("to")
  @Nullable String to;

  @QueryParam("cursor")
  @Nullable String cursor;

  /**
   * @throws Problem if a time or the cursor is malformed, or if the range is empty
   */
  public Filter filter() {
    Instant earliest = Times.parse("from", from);
    Instant end = Times.parse("to", to);
    if (earliest != null && end != null && !earliest.isBefore(end)) {
      throw Problems.BAD_PARAMETER.problem("from must be before to");
    }
    return new Filter(
        type, name, source, earliest, end, cursor == null ? null : Cursors.position(cursor));
  }
}
