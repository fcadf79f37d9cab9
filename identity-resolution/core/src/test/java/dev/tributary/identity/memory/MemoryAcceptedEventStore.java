package dev.tributary.identity.memory;

import dev.tributary.contracts.id.EventId;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.AcceptedEventBuilder;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.acceptance.MessageMemory.Holder;
import dev.tributary.identity.store.AcceptedEventStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

record MemoryAcceptedEventStore(MemoryTransaction tx) implements AcceptedEventStore {
  @Override
  public Map<MessageKey, Holder> holders(Collection<MessageKey> wanted) {
    Map<MessageKey, Holder> found = new HashMap<>();
    for (MessageKey each : wanted) {
      EventId event = tx.tables().holders.get(each);
      if (event != null) {
        AcceptedEvent holder = event(new EventKey(each.workspace(), event));
        found.put(each, new Holder(event, holder.contentHash(), holder.acceptedAt()));
      }
    }
    return found;
  }

  private AcceptedEvent event(EventKey key) {
    return Objects.requireNonNull(tx.tables().accepted.get(key));
  }

  @Override
  public Set<EventKey> known(Collection<EventKey> wanted) {
    Set<EventKey> known = new HashSet<>(wanted);
    known.retainAll(tx.tables().accepted.keySet());
    return known;
  }

  @Override
  public void makeRoom(Collection<MessageKey> expired) {
    tx.tables().holders.keySet().removeAll(expired);
  }

  @Override
  public boolean insert(List<AcceptedEvent> events) {
    for (AcceptedEvent each : events) {
      EventKey key = new EventKey(each.workspace(), each.event());
      boolean taken = tx.tables().accepted.putIfAbsent(key, each) != null;
      if (taken
          || (each.holds()
              && tx.tables().holders.putIfAbsent(each.message(), each.event()) != null)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void end(List<AcceptedEvent> events) {
    for (AcceptedEvent each : events) {
      tx.tables()
          .accepted
          .computeIfPresent(
              new EventKey(each.workspace(), each.event()),
              (_, before) ->
                  AcceptedEventBuilder.builder(each)
                      .event(before.event())
                      .message(before.message())
                      .holds(before.holds())
                      .contentHash(before.contentHash())
                      .position(before.position())
                      .receivedAt(before.receivedAt())
                      .acceptedAt(before.acceptedAt())
                      .build());
    }
  }
}
