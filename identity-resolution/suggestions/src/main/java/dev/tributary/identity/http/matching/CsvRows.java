package dev.tributary.identity.http.matching;

import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a CSV file (RFC 4180): fields between commas, in quotes where they hold a comma, a
 * quote (written twice) or a line break. Empty lines are ignored.
 */
final class CsvRows {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String text;
  private final int most;
  private final List<List<String>> rows = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private List<String> row = new ArrayList<>();
  private int at;

  private CsvRows(String text, int most) {
    this.text = text;
    this.most = most;
  }

  /**
   * @param most how many rows are read; one more is read, to find out whether there are more
   * @throws Problem if a quote is never closed
   */
  static List<List<String>> read(String text, int most) {
    CsvRows reader = new CsvRows(text, most);
    reader.at = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    reader.read();
    return reader.rows;
  }

  private void read() {
    while (at < text.length() && rows.size() <= most) {
      char next = text.charAt(at++);
      switch (next) {
        case '"' -> quoted();
        case ',' -> endField();
        case '\r' -> {}
        case '\n' -> endRow();
        default -> field.append(next);
      }
    }
    endRow();
  }

  private void quoted() {
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next != '"') {
        field.append(next);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        return;
      }
    }
    throw Problems.INVALID.problem("A quote of the file is never closed", "");
  }

  private void endField() {
    row.add(field.toString());
    field.setLength(0);
  }

  private void endRow() {
    if (!row.isEmpty() || !field.isEmpty()) {
      endField();
      rows.add(row);
      row = new ArrayList<>();
    }
  }
}
