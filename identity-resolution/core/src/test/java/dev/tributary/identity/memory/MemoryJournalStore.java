package dev.tributary.identity.memory;

import dev.tributary.contracts.event.Tick;
import dev.tributary.identity.memory.MemoryTables.AnswerKey;
import dev.tributary.identity.store.JournalStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

record MemoryJournalStore(MemoryTransaction tx) implements JournalStore {
  @Override
  public void answered(Collection<Answered> answers) {
    for (Answered each : answers) {
      AnswerKey key =
          new AnswerKey(
              each.workspace(), each.profile(), each.about(), each.name(), each.at(), each.cause());
      tx.tables().answers.putIfAbsent(key, each);
    }
  }

  @Override
  public void seen(SortedSet<TraitSeen> traits) {
    tx.tables().traits.addAll(traits);
  }

  @Override
  public Optional<Tick> pass(Tick watermark) {
    Tick before =
        Objects.requireNonNullElseGet(tx.tables().passed, () -> new Tick(Instant.EPOCH, Map.of()));
    Tick passed = watermark.orLater(before);
    if (!before.newest().isBefore(passed.newest())
        && passed.heldBack().keySet().containsAll(before.heldBack().keySet())) {
      return Optional.empty();
    }
    tx.tables().passed = passed;
    return Optional.of(passed);
  }
}
