package dev.tributary.runtime.page;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The numbers of versions in requests: in an address, and as the cursor of a list that has the
 * newest version first.
 */
public final class VersionNumbers {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private VersionNumbers() {}

  /** Empty if the text is not a number in decimal digits. */
  public static Optional<Long> read(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /** The cursor after this version. */
  public static String cursor(long version) {
    return Long.toString(version);
  }

  /**
   * The version that the part before ended with.
   *
   * @throws dev.tributary.runtime.problem.Problem if the text is not a cursor of a list of versions
   */
  public static long ofCursor(String cursor) {
    return read(cursor).orElseThrow(Page::wrongCursor);
  }
}
