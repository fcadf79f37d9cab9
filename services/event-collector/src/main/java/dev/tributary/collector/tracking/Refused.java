package dev.tributary.collector.tracking;

/**
 * Thrown to refuse a request. The exception has no stack trace, because it is no fault of the
 * program.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Refusal refusal;

  public Refused(Refusal refusal, String message) {
    super(message, null, false, false);
    this.refusal = refusal;
  }

  public Refused(Refusal refusal) {
    this(refusal, refusal.message());
  }

  public Refusal refusal() {
    return refusal;
  }
}
