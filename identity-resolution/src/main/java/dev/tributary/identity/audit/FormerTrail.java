package dev.tributary.identity.audit;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.ReadEntry;
import java.util.List;
import java.util.function.Consumer;

/** The part of the audit trail that earlier versions have stored in this service. Thread-safe. */
public interface FormerTrail {
  /**
   * Some entries.
   *
   * @param quarantined messages of the trail that could not be read, as they were on their topics
   */
  record Batch(
      List<ReadEntry> reads, List<AdministrationEntry> actions, List<Message> quarantined) {
    public Batch {
      reads = List.copyOf(reads);
      actions = List.copyOf(actions);
      quarantined = List.copyOf(quarantined);
    }

    public int size() {
      return reads.size() + actions.size() + quarantined.size();
    }
  }

  /**
   * Gives a batch to the receiver and deletes it, in one transaction. If the receiver fails, the
   * batch stays. The receiver may get a batch again if the process ends before the deletion is
   * committed. An empty batch is not given.
   *
   * @param most the largest number of entries of each kind
   * @return the size of the batch
   */
  int take(int most, Consumer<Batch> receiver);
}
