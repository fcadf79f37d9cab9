package dev.tributary.runtime.loop.failure;

/**
 * Committed, but not published yet. The next claim publishes the messages that are left in the
 * outbox.
 */
public final class NotPublished extends Exception {
  private static final long serialVersionUID = 1L;
  private final RuntimeException reason;

  public NotPublished(RuntimeException reason) {
    super(reason);
    this.reason = reason;
  }

  public RuntimeException reason() {
    return reason;
  }
}
