package dev.tributary.runtime.http;

import java.util.Optional;

/**
 * The numbers of versions in requests: in an address, and as the cursor of a list that has the
 * newest version first.
 */
public final class VersionNumbers {
  private VersionNumbers() {}

  /** Empty if the text is not a number. */
  public static Optional<Long> read(String text) {
    try {
      return Optional.of(Long.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The cursor after this version. */
  public static String cursor(long version) {
    return Long.toString(version);
  }

  /**
   * The version that the part before ended with.
   *
   * @throws Problem if the text is not a cursor of a list of versions
   */
  public static long ofCursor(String cursor) {
    return read(cursor)
        .orElseThrow(() ->
            Problems.BAD_PARAMETER.problem("cursor must be the nextCursor of an earlier answer"));
  }
}
