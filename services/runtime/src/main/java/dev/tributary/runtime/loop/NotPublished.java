package dev.tributary.runtime.loop;

/**
 * Committed, but not published yet. The next claim publishes the messages that are left in the
 * outbox.
 */
final class NotPublished extends Exception {
  private static final long serialVersionUID = 1L;
  private final RuntimeException reason;

  NotPublished(RuntimeException reason) {
    super(reason);
    this.reason = reason;
  }

  RuntimeException reason() {
    return reason;
  }
}
