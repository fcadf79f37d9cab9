package dev.tributary.runtime.secrets;

import org.jspecify.annotations.Nullable;

/**
 * A sealed secret cannot be opened: it was altered, moved, or sealed with a key that is not
 * configured.
 */
public final class SecretUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SecretUnreadable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
