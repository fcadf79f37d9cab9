package dev.tributary.identity.http;

import dev.tributary.identity.postgres.TimelineReads.Filter;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which of a person's events; times are of when they happened. */
public class Happened {
  @QueryParam("type")
  @Nullable String type;

  @QueryParam("name")
  @Nullable String name;

  @QueryParam("source")
  @Nullable String source;

  @QueryParam("from")
  @Nullable String from;

  @QueryParam("to")
  @Nullable String to;

  @QueryParam("cursor")
  @Nullable String cursor;

  /**
   * @throws Problem if a time or the cursor is none, or if the range can hold nothing
   */
  Filter filter() {
    Instant earliest = Times.parse("from", from);
    Instant end = Times.parse("to", to);
    if (earliest != null && end != null && !earliest.isBefore(end)) {
      throw Problems.BAD_PARAMETER.problem("from must be before to");
    }
    return new Filter(
        type, name, source, earliest, end, cursor == null ? null : Cursors.moment(cursor));
  }
}
