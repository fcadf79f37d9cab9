package dev.tributary.warehouse.model;

/**
 * Finds the end of a statement: comments and semicolons after it are not part of it. Reads quotes,
 * dollar quotes and comments as PostgreSQL and DuckDB do. The engine decides whether the text is
 * one SELECT; the result is never longer than the given text.
 */
final class SqlText {
  private final String sql;
  private int at;
  private int end;

  private SqlText(String sql) {
    this.sql = sql;
  }

  /** The text up to its last character that is not a space, a comment or a semicolon. */
  static String withoutEnd(String sql) {
    SqlText text = new SqlText(sql);
    while (text.at < sql.length()) {
      text.step();
    }
    return sql.substring(0, text.end);
  }

  private void step() {
    char c = sql.charAt(at);
    if (sql.startsWith("--", at)) {
      int newline = sql.indexOf('\n', at);
      at = newline < 0 ? sql.length() : newline + 1;
    } else if (sql.startsWith("/*", at)) {
      comment();
    } else if (c == ';' || Character.isWhitespace(c)) {
      at++;
    } else {
      if (c == '\'') {
        quoted(c, escapes());
      } else if (c == '"') {
        quoted(c, false);
      } else if (c == '$' && !wordBefore(at)) {
        dollarQuoted();
      } else {
        at++;
      }
      end = at;
    }
  }

  /** Comments nest. The engine refuses a comment without an end. */
  private void comment() {
    int from = at;
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
    if (depth > 0) {
      at = sql.length();
      end = Math.max(from, at);
    }
  }

  private void quoted(char quote, boolean escapes) {
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (escapes && c == '\\') {
        at = Math.min(at + 1, sql.length());
      } else if (c == quote) {
        return;
      }
    }
  }

  /** Whether this quote begins {@code E'…'}, in which a backslash escapes the next character. */
  private boolean escapes() {
    return at > 0
        && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E')
        && !wordBefore(at - 1);
  }

  private void dollarQuoted() {
    int close = at + 1;
    while (close < sql.length() && word(sql.charAt(close))) {
      close++;
    }
    boolean tag =
        close < sql.length() && sql.charAt(close) == '$' && !Character.isDigit(sql.charAt(at + 1));
    if (!tag) {
      at++;
      return;
    }
    String delimiter = sql.substring(at, close + 1);
    int ends = sql.indexOf(delimiter, close + 1);
    at = ends < 0 ? sql.length() : ends + delimiter.length();
  }

  private boolean wordBefore(int place) {
    return place > 0 && word(sql.charAt(place - 1));
  }

  private static boolean word(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
