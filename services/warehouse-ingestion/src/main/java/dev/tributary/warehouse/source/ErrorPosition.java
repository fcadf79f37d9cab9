package dev.tributary.warehouse.source;

import dev.tributary.warehouse.table.QueryPosition;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Finds in an engine's error where in the query it is. A position that is not certain is not
 * returned: a wrong mark is worse than none.
 */
final class ErrorPosition {
  /**
   * DuckDB repeats the line with the error, shortened to "…" on both sides if it is long, and marks
   * the place below it.
   */
  private static final Pattern MARKED = Pattern.compile("\nLINE (\\d{1,9}): (.*)\n( *)\\^+\\s*$");

  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final String CUT = "...";

  /** Characters from here on can take no place or two places, so the mark does not count them. */
  private static final int FIRST_OF_UNKNOWN_WIDTH = 0x300;

  private ErrorPosition() {}

  /**
   * PostgreSQL counts the characters (Unicode code points) of the statement.
   *
   * @param before the beginning of the statement, before the query
   */
  static @Nullable QueryPosition ofPostgres(SQLException e, String before, String query) {
    ServerErrorMessage message =
        e instanceof PSQLException error ? error.getServerErrorMessage() : null;
    return message == null ? null : ofCharacter(message.getPosition(), before, query);
  }

  /**
   * @param character counted from 1; 0 if it is unknown
   */
  static @Nullable QueryPosition ofCharacter(int character, String before, String query) {
    String statement = before + query;
    // The driver leaves an empty statement at the beginning out, so its characters are not counted.
    if (character < 1
        || character > statement.codePointCount(0, statement.length())
        || query.stripLeading().startsWith(";")) {
      return null;
    }
    int offset = statement.offsetByCodePoints(0, character - 1) - before.length();
    return offset < 0 ? null : QueryPosition.of(query, offset);
  }

  /**
   * @param message of DuckDB
   * @param linesBefore the number of lines of the statement before the query
   */
  static @Nullable QueryPosition ofDuckDb(String message, int linesBefore, String query) {
    Matcher marked = MARKED.matcher(message);
    String[] lines = LINE_END.split(query, -1);
    if (!marked.find()) {
      return null;
    }
    int line = Integer.parseInt(marked.group(1)) - linesBefore;
    if (line < 1 || line > lines.length) {
      return null;
    }
    int label = "LINE %s: ".formatted(marked.group(1)).length();
    int place = marked.group(3).length() - label;
    return new QueryPosition(line, column(lines[line - 1], marked.group(2), place));
  }

  /**
   * @param shown the line, or a part of it
   * @param place of the mark below the shown text, from 0
   */
  private static @Nullable Integer column(String line, String shown, int place) {
    if (line.startsWith(shown)) {
      return after(0, shown, place);
    }
    boolean cutBefore = shown.startsWith(CUT) && !line.startsWith(CUT);
    String text = shown.substring(cutBefore ? CUT.length() : 0);
    if (!line.endsWith(text) && text.endsWith(CUT)) {
      text = text.substring(0, text.length() - CUT.length());
    }
    int start = line.indexOf(text);
    return start < 0 ? null : after(start, text, place - (cutBefore ? CUT.length() : 0));
  }

  private static @Nullable Integer after(int start, String text, int places) {
    Integer characters = characters(text, places);
    return characters == null ? null : start + characters + 1;
  }

  /** How many characters take this many places; a control character, such as a tab, takes none. */
  private static @Nullable Integer characters(String text, int places) {
    int taken = 0;
    int at = 0;
    while (at < text.length() && (taken < places || Character.isISOControl(text.charAt(at)))) {
      char c = text.charAt(at++);
      if (c >= FIRST_OF_UNKNOWN_WIDTH) {
        return null;
      }
      taken += Character.isISOControl(c) ? 0 : 1;
    }
    return taken == places ? at : null;
  }

  /**
   * @param octet the offset in the query in UTF-8, from 0, as DuckDB's parser writes it; may be
   *     empty
   */
  static @Nullable QueryPosition ofOctet(String octet, String query) {
    byte[] written = query.getBytes(StandardCharsets.UTF_8);
    if (!octet.matches("\\d{1,9}") || Integer.parseInt(octet) > written.length) {
      return null;
    }
    String before = new String(written, 0, Integer.parseInt(octet), StandardCharsets.UTF_8);
    return QueryPosition.of(query, before.length());
  }
}
