package dev.tributary.identity.store;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.acceptance.MessageMemory.Holder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The outcomes of accepted events, and the remembered message ids. */
public interface AcceptedEventStore {
  /** The events that hold these message ids; a message id that no event holds is absent. */
  Map<MessageKey, Holder> holders(Collection<MessageKey> wanted);

  /** The key of an accepted event or command. */
  record EventKey(WorkspaceId workspace, EventId event) {}

  /** Those of the keys that were accepted before. */
  Set<EventKey> known(Collection<EventKey> wanted);

  /** Releases expired message ids, so that new events can hold them. */
  void makeRoom(Collection<MessageKey> expired);

  /**
   * Inserts events in the order of their message ids. Waits for another transaction that inserts
   * the same id. An id that exists causes an error of the database: a check of each index before
   * the insert would add a fifth to its cost, for a case that almost never occurs.
   *
   * @return false if an event or a message id was accepted before: the caller rolls back
   */
  boolean insert(List<AcceptedEvent> events);

  /** Replaces the outcome of quarantined events. */
  void end(List<AcceptedEvent> events);
}
