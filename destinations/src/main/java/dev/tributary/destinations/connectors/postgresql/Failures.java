package dev.tributary.destinations.connectors.postgresql;

import dev.tributary.destinations.connector.Outcome;
import dev.tributary.runtime.egress.postgres.CustomerPostgres;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maps PostgreSQL's error codes (appendix A of its documentation) to outcomes. */
final class Failures {
  private static final Pattern COLUMN = Pattern.compile("column \"([^\"]+)\"");

  private Failures() {}

  /**
   * The outcome of a check. A failure of TLS is an error of its setting. For a delivery it is
   * transient, because the server can be repaired without a change here.
   */
  static Outcome ofCheck(SQLException e) {
    return switch (CustomerPostgres.tlsFailure(e)) {
      case UNSUPPORTED -> new Outcome.Misconfigured(Settings.TLS, sentence(e));
      case CERTIFICATE_REFUSED -> new Outcome.Misconfigured(Settings.VERIFY, sentence(e));
      case NONE -> outcome(e, false);
    };
  }

  private static String sentence(SQLException e) {
    return switch (CustomerPostgres.tlsFailure(e)) {
      case UNSUPPORTED ->
          "The server does not support TLS. Enable TLS on the server. Turn TLS off here only if the"
              + " network between both is private";
      case CERTIFICATE_REFUSED ->
          "The certificate of the server is not trusted, or is for another host name. Enter the"
              + " certificate of its authority, or correct the host. The driver says: "
              + e.getMessage();
      case NONE -> String.valueOf(e.getMessage());
    };
  }

  /**
   * @param committing whether the commit was under way: its result is then unknown
   */
  static Outcome outcome(SQLException e, boolean committing) {
    String words = sentence(e);
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
}
