package dev.tributary.identity.command;

import org.jspecify.annotations.Nullable;

/** The log cannot be written to at present. */
public final class LogUnavailable extends RuntimeException {
  /**
   * @param reason a sentence for the user
   */
  public LogUnavailable(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
