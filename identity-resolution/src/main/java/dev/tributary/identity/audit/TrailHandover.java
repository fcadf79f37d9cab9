package dev.tributary.identity.audit;

/**
 * Hands the entries of the audit trail over to the control plane. An entry is deleted here after
 * the log has acknowledged it, so none is lost. A crash in between publishes a batch again. That
 * has no further effect, because entries keep their ids. It may be repeated, also by several
 * instances at once. Thread-safe.
 */
public final class TrailHandover {
  static final int BATCH = 500;

  private final FormerTrail former;
  private final TrailTopics topics;

  public TrailHandover(FormerTrail former, TrailTopics topics) {
    this.former = former;
    this.topics = topics;
  }

  /**
   * Returns when no entry is left that another instance does not hand over.
   *
   * @return how many entries were handed over
   */
  public long run() {
    long all = 0;
    int handedOver = former.take(BATCH, topics::publish);
    while (handedOver > 0) {
      all += handedOver;
      handedOver = former.take(BATCH, topics::publish);
    }
    return all;
  }
}
