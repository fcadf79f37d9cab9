package dev.tributary.runtime.loop;

/** Committed, but not published yet: what is left in the outbox leaves with the next claim. */
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
