package dev.tributary.audience.http.audience;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of a CSV file (RFC 4180), with texts that no spreadsheet takes for a formula: an apostrophe
 * precedes a text that begins like one, also behind what a spreadsheet may take for the end of a
 * cell. Numbers of JSON stay as they are, because no number is a formula. A phone number is a text:
 * a spreadsheet would read {@code +31612345678} as a number and drop the plus sign.
 */
final class CsvRow {
  private static final String BEGINS_FORMULA = "=+-@\t\r\n";

  /**
   * In some countries, spreadsheets separate cells by semicolons, and quotes within a cell count
   * for nothing.
   */
  private static final Pattern FORMULA_WITHIN = Pattern.compile("([;\\t\\r\\n]\\s*)([=+@-])");

  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

  private final List<String> cells = new ArrayList<>();

  CsvRow text(String text) {
    boolean formula = !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0;
    String safe = FORMULA_WITHIN.matcher(text).replaceAll("$1'$2");
    cells.add(quoted(formula ? "'" + safe : safe));
    return this;
  }

  /** An empty cell for no value, a text as it is, and any other value as JSON. */
  CsvRow value(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return text("");
    }
    if (value.isNumber()) {
      cells.add(value.toString());
      return this;
    }
    return text(value.isTextual() ? value.textValue() : value.toString());
  }

  private static String quoted(String text) {
    return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /** The cells, with the end of the line. */
  String line() {
    return String.join(",", cells) + "\r\n";
  }
}
