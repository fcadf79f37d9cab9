package dev.tributary.identity.http;

import dev.tributary.identity.evidence.CappedProfileQueries.Capped;
import dev.tributary.identity.evidence.ConflictStore.Shared;
import dev.tributary.identity.evidence.LinkQueries.Linked;
import dev.tributary.identity.rules.RulesStore.Version;
import dev.tributary.identity.suggestion.SuggestionStore.After;
import dev.tributary.identity.suggestion.SuggestionStore.Row;
import dev.tributary.identity.suggestion.SuggestionStore.State;
import dev.tributary.identity.timeline.EventQueries.Recorded;
import dev.tributary.identity.timeline.TimelineQueries.Moment;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The place at which a list by time or by likelihood continues: the sort value and the id of the
 * last entry.
 */
public final class Cursors {
  private static final char SEPARATOR = '_';

  private Cursors() {}

  public static String of(Recorded last) {
    return at(last.timestamp(), last.event());
  }

  public static String of(Shared last) {
    return at(last.firstAt(), last.id());
  }

  public static String of(Capped last) {
    return at(last.lastAt(), last.person().id());
  }

  public static String of(Linked last) {
    return at(last.lastAt(), last.other());
  }

  private static String at(Instant time, String id) {
    return time.toString() + SEPARATOR + id;
  }

  public static String of(Version last) {
    return Long.toString(last.version());
  }

  /**
   * The cursor after the last entry: its weight for open suggestions, which are sorted by
   * likelihood; else when it was settled.
   */
  public static String of(Row last, State state) {
    String place =
        state == State.OPEN
            ? Double.toString(last.waterfall().weight())
            : String.valueOf(last.settledAt());
    return place + SEPARATOR + last.id();
  }

  /**
   * @throws Problem if it is not a cursor of this list
   */
  public static After suggestion(String cursor, State state) {
    if (state != State.OPEN) {
      Moment moment = moment(cursor);
      return new After(null, moment.timestamp(), moment.event());
    }
    int separator = cursor.indexOf(SEPARATOR);
    try {
      return new After(
          Double.valueOf(cursor.substring(0, Math.max(separator, 0))),
          null,
          cursor.substring(separator + 1));
    } catch (NumberFormatException e) {
      throw none();
    }
  }

  /**
   * @throws Problem if it is not a cursor of this list
   */
  public static long version(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw none();
    }
  }

  /**
   * @throws Problem if it is not a cursor of this list
   */
  public static Moment moment(String cursor) {
    int separator = cursor.indexOf(SEPARATOR);
    try {
      return new Moment(
          Instant.parse(cursor.substring(0, Math.max(separator, 0))),
          cursor.substring(separator + 1));
    } catch (DateTimeException e) {
      throw none();
    }
  }

  private static Problem none() {
    return Problems.BAD_PARAMETER.problem("cursor must be the nextCursor of an earlier answer");
  }
}
