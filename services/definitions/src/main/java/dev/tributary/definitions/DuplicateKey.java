package dev.tributary.definitions;

/** Two transactions have created a row with the same key, and this is the one that was refused. */
public final class DuplicateKey extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DuplicateKey(RuntimeException refusal) {
    super(refusal.getMessage(), refusal);
  }
}
