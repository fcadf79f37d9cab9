package dev.tributary.identity.evidence;

/** A conflict or a suggestion was not settled: its state has changed since the user read it. */
public final class SettlementRefused extends RuntimeException {
  /**
   * @param reason what has changed, as a sentence for the user
   */
  public SettlementRefused(String reason) {
    super(reason);
  }
}
