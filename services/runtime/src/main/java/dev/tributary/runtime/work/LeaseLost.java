package dev.tributary.runtime.work;

/**
 * A statement of a worker changed nothing, because another worker has the lease now. The worker
 * stops at once, and stores nothing more.
 */
public final class LeaseLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLost() {
    super("The lease belongs to another worker", null, false, false);
  }
}
