package dev.tributary.identity.stream;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which decisions a reader has got: those of the transactions that had ended at that time.
 * Transactions end in another order than they begin, so a single number cannot express it.
 *
 * @param snapshot as PostgreSQL writes it: {@code xmin:xmax:xip,…}
 */
public record Cursor(String snapshot) {
  private static final int LONGEST = 4_096;
  private static final Pattern FORM =
      Pattern.compile("\\d{1,18}:\\d{1,18}:(\\d{1,18}(,\\d{1,18})*)?");

  /** Empty if the text is not a valid cursor. */
  public static Optional<Cursor> parse(String text) {
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    String[] parts = text.split(":", -1);
    long last = Long.parseLong(parts[0]);
    long end = Long.parseLong(parts[1]);
    if (last < 1 || last > end) {
      return Optional.empty();
    }
    for (String running : parts[2].isEmpty() ? new String[0] : parts[2].split(",", -1)) {
      long id = Long.parseLong(running);
      if (id < last || id >= end) {
        return Optional.empty();
      }
      last = id;
    }
    return Optional.of(new Cursor(text));
  }
}
