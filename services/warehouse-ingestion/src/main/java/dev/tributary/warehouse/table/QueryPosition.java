package dev.tributary.warehouse.table;

import org.jspecify.annotations.Nullable;

/**
 * Where in the text of a query an engine found an error.
 *
 * @param line counted from 1; a line ends with LF, CR or both
 * @param column of the line, in UTF-16 code units and counted from 1; null if only the line is
 *     known
 */
public record QueryPosition(int line, @Nullable Integer column) {

  /**
   * The position of a character of a text.
   *
   * @param offset from 0, in UTF-16 code units, at most the length of the text
   */
  public static QueryPosition of(String text, int offset) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !pair)) {
        line++;
        start = i + 1;
      }
    }
    return new QueryPosition(line, offset - start + 1);
  }
}
