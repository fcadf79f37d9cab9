package dev.tributary.destinations.connectors.postgresql;

import dev.tributary.destinations.connector.Outcome;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maps PostgreSQL's error codes (appendix A of its documentation) to outcomes. */
final class Failures {
  private static final Pattern COLUMN = Pattern.compile("column \"([^\"]+)\"");

  private Failures() {}

  /**
   * @param committing whether the commit was under way: its result is then unknown
   */
  static Outcome outcome(SQLException e, boolean committing) {
    String words = String.valueOf(e.getMessage());
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (committing && (state.isEmpty() || state.startsWith("08"))) {
      return new Outcome.Ambiguous(words);
    }
    String group = state.length() < 2 ? "" : state.substring(0, 2);
    return switch (group) {
      case "28" -> new Outcome.Unauthorised(words);
      case "22", "23" -> {
        Matcher column = COLUMN.matcher(words);
        yield new Outcome.RefusedTogether(column.find() ? column.group(1) : null, words);
      }
      case "3D", "3F", "42" -> new Outcome.Misconfigured(words);
      default -> new Outcome.Transient(words, null);
    };
  }

  static String words(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered delivered -> "COMMIT";
      case Outcome.RefusedTogether(var field, String words) -> words;
      case Outcome.Unauthorised(String words) -> words;
      case Outcome.Misconfigured(String words) -> words;
      case Outcome.Transient(String words, var notBefore) -> words;
      case Outcome.Ambiguous(String words) -> words;
      case Outcome.Rejected(var field, String words) -> words;
      case Outcome.RateLimited(var until, String words) -> words;
      case Outcome.Gone(String words) -> words;
    };
  }
}
