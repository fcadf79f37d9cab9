package dev.tributary.identity.loop;

/**
 * An input must be refused, which was found after its place in the poll was decided: decide again.
 */
final class LateRefusal extends Exception {
  private static final long serialVersionUID = 1L;
  private final String id;
  private final transient Refusal refusal;

  LateRefusal(String id, Refusal refusal) {
    super(refusal.detail(), null, false, false);
    this.id = id;
    this.refusal = refusal;
  }

  String id() {
    return id;
  }

  Refusal refusal() {
    return refusal;
  }
}
