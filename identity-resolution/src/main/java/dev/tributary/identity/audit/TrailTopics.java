package dev.tributary.identity.audit;

import dev.tributary.identity.audit.FormerTrail.Batch;

/** The topics from which the control plane reads the trail. Thread-safe. */
public interface TrailTopics {
  /**
   * Returns when the log has acknowledged the whole batch.
   *
   * @throws RuntimeException if this is not certain; the log may hold a part of the batch
   */
  void publish(Batch batch);
}
