package dev.tributary.destinations.connector;

import org.jspecify.annotations.Nullable;

/** A manifest that cannot be used: the message says where, why, and what would be accepted. */
public final class ManifestException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param line from 1
   * @param column from 1
   * @param pointer into the file, such as {@code /objects/0/kind}; empty for the whole
   */
  ManifestException(
      String file, int line, int column, String pointer, String words, @Nullable Throwable cause) {
    super(
        "%s:%d:%d: %s%s"
            .formatted(file, line, column, pointer.isEmpty() ? "" : pointer + ": ", words),
        cause);
  }
}
