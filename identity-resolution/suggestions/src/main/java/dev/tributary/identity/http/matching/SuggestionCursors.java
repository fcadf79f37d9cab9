package dev.tributary.identity.http.matching;

import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.http.Cursors;
import dev.tributary.identity.suggestion.SuggestionStore.After;
import dev.tributary.identity.suggestion.SuggestionStore.Row;
import dev.tributary.identity.suggestion.SuggestionStore.State;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problem;

/**
 * The place at which a list of suggestions continues. Open suggestions are sorted by likelihood,
 * the others by the time at which they were settled.
 */
final class SuggestionCursors {
  private SuggestionCursors() {}

  static String of(Row last, State state) {
    return Cursors.of(
        state == State.OPEN
            ? Double.toString(last.waterfall().weight())
            : String.valueOf(last.settledAt()),
        last.id());
  }

  /**
   * @throws Problem if it is not a cursor of this list
   */
  static After after(String cursor, State state) {
    if (state != State.OPEN) {
      ListPosition position = Cursors.position(cursor);
      return new After(null, position.time(), position.id());
    }
    try {
      return new After(Double.valueOf(Cursors.sorted(cursor)), null, Cursors.id(cursor));
    } catch (NumberFormatException e) {
      throw Page.wrongCursor();
    }
  }
}
