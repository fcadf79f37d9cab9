package dev.tributary.destinations.connectors.apachekafka;

/** A request failed before any byte of it was sent. The cause says why. */
final class NotSent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RuntimeException reason;

  NotSent(RuntimeException reason) {
    super(reason);
    this.reason = reason;
  }

  RuntimeException reason() {
    return reason;
  }
}
