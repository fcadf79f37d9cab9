package dev.tributary.collector.tracking;

/**
 * A body that is not JSON. The exception has no stack trace, because it is no fault of the program.
 */
final class MalformedJson extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedJson(String expected, int position) {
    super("At byte " + position + ": " + expected, null, false, false);
  }
}
