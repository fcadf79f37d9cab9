package dev.tributary.identity.http;

import dev.tributary.identity.evidence.CappedProfileQueries.Capped;
import dev.tributary.identity.evidence.ConflictStore.Shared;
import dev.tributary.identity.evidence.LinkQueries.Linked;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;

/** The place at which a list continues: the sort value and the id of the last entry. */
public final class Cursors {
  private static final char SEPARATOR = '_';

  private Cursors() {}

  public static String of(Shared last) {
    return of(last.firstAt(), last.id());
  }

  public static String of(Capped last) {
    return of(last.lastAt(), last.person().id().value());
  }

  public static String of(Linked last) {
    return of(last.lastAt(), last.other().value());
  }

  /** The cursor of a list by time. */
  public static String of(Instant time, String id) {
    return of(time.toString(), id);
  }

  /**
   * The cursor of a list that is sorted by another value.
   *
   * @param sorted the value of the last entry; without an underscore
   */
  public static String of(String sorted, String id) {
    return sorted + SEPARATOR + id;
  }

  /**
   * @throws Problem if it is not a cursor of a list by time
   */
  public static ListPosition position(String cursor) {
    try {
      return new ListPosition(Instant.parse(sorted(cursor)), id(cursor));
    } catch (DateTimeException e) {
      throw Page.wrongCursor();
    }
  }

  /** The sort value of a cursor; empty if it has none. */
  public static String sorted(String cursor) {
    return cursor.substring(0, Math.max(cursor.indexOf(SEPARATOR), 0));
  }

  /** The id of a cursor; the whole text if it has no sort value. */
  public static String id(String cursor) {
    return cursor.substring(cursor.indexOf(SEPARATOR) + 1);
  }
}
