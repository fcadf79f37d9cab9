package dev.tributary.identity.memory;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.store.AcceptedEventStore.EventKey;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.IdentityTransactionContract;
import dev.tributary.identity.store.JournalStore.Answered;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

class MemoryTransactionTest extends IdentityTransactionContract {
  private final MemoryDatabase database = new MemoryDatabase();

  @Override
  protected <R> R transaction(Function<IdentityTransaction, R> work) {
    return database.transaction(work);
  }

  @Override
  protected StoredEvent event(WorkspaceId of, EventId event) {
    AcceptedEvent stored =
        Objects.requireNonNull(database.tables().accepted.get(new EventKey(of, event)));
    return new StoredEvent(
        stored.outcome(),
        stored.reason(),
        stored.profile(),
        stored.anchor(),
        stored.type(),
        stored.happenedAt(),
        stored.contentHash());
  }

  @Override
  protected List<Answered> answers(WorkspaceId of) {
    return database.tables().answers.values().stream()
        .filter(each -> each.workspace().equals(of))
        .sorted(Comparator.comparing(Answered::name))
        .toList();
  }

  @Override
  protected List<StoredLink> links(WorkspaceId of) {
    return database.tables().links.entrySet().stream()
        .filter(each -> each.getKey().workspace().equals(of))
        .map(each ->
            new StoredLink(
                each.getKey().device(),
                each.getKey().person(),
                each.getValue().events(),
                each.getValue().first(),
                each.getValue().last(),
                each.getValue().lastEvent()))
        .sorted(Comparator.comparing(each -> each.person().value()))
        .toList();
  }
}
