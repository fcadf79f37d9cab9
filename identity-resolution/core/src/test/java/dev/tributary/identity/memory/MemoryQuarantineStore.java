package dev.tributary.identity.memory;

import dev.tributary.identity.acceptance.QuarantinedMessage;
import dev.tributary.identity.acceptance.QuarantinedMessageBuilder;
import dev.tributary.identity.memory.MemoryTables.Waiting;
import dev.tributary.identity.store.QuarantineStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

record MemoryQuarantineStore(MemoryTransaction tx) implements QuarantineStore {
  @Override
  public void keep(Collection<QuarantinedMessage> messages) {
    for (QuarantinedMessage each : messages) {
      tx.tables()
          .quarantine
          .merge(
              new Key(each.workspace(), each.id()),
              new Waiting(each, true),
              (before, _) -> new Waiting(again(before.message(), each), true));
    }
  }

  /** The first input with the newest cause. */
  private static QuarantinedMessage again(QuarantinedMessage first, QuarantinedMessage now) {
    return QuarantinedMessageBuilder.builder(first)
        .reason(now.reason())
        .detail(now.detail())
        .pointer(now.pointer())
        .build();
  }

  @Override
  public Map<Key, QuarantinedMessage> waiting(Collection<Key> wanted) {
    Map<Key, QuarantinedMessage> found = new HashMap<>();
    for (Key each : wanted) {
      Waiting kept = tx.tables().quarantine.get(each);
      if (kept != null && kept.waits()) {
        found.put(each, kept.message());
      }
    }
    return found;
  }

  @Override
  public void redriven(Collection<Key> applied) {
    for (Key each : applied) {
      tx.tables()
          .quarantine
          .computeIfPresent(each, (_, kept) -> new Waiting(kept.message(), false));
    }
  }
}
