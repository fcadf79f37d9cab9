package dev.tributary.identity.http;

import dev.tributary.identity.postgres.ConflictReads.Shared;
import dev.tributary.identity.postgres.EventReads.Recorded;
import dev.tributary.identity.postgres.TimelineReads.Moment;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import java.time.DateTimeException;
import java.time.Instant;

/** Where a list by time goes on: the last entry's time and id. */
final class Cursors {
  private static final char SEPARATOR = '_';

  private Cursors() {}

  static String of(Recorded last) {
    return last.timestamp().toString() + SEPARATOR + last.event();
  }

  static String of(Shared last) {
    return last.firstAt().toString() + SEPARATOR + last.id();
  }

  /**
   * @throws Problem if it is none of ours
   */
  static Moment moment(String cursor) {
    int separator = cursor.indexOf(SEPARATOR);
    try {
      return new Moment(
          Instant.parse(cursor.substring(0, Math.max(separator, 0))),
          cursor.substring(separator + 1));
    } catch (DateTimeException e) {
      throw Problems.BAD_PARAMETER.problem("cursor must be the nextCursor of an earlier answer");
    }
  }
}
