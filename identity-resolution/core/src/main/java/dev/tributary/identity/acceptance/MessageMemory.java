package dev.tributary.identity.acceptance;

import dev.tributary.contracts.id.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The message ids that the events of one poll may repeat. An id is remembered for 7 days by the
 * wall clock, not by business time: the tracking API promises 7 days to clients, and clients know
 * only the wall clock. Confined to one poll.
 */
public final class MessageMemory {
  public static final Duration REMEMBERED = Duration.ofDays(7);

  private final Map<MessageKey, Holder> holders;
  private final SortedSet<MessageKey> expired = new TreeSet<>();

  /**
   * The event that came first under an id.
   *
   * @param acceptedAt by the wall clock
   */
  public record Holder(EventId event, String contentHash, Instant acceptedAt) {}

  public MessageMemory(Map<MessageKey, Holder> holders) {
    this.holders = new HashMap<>(holders);
  }

  public MessageIdCheck accept(MessageKey key, Holder event) {
    Holder holder = holders.get(key);
    if (holder != null && holder.acceptedAt().plus(REMEMBERED).isAfter(event.acceptedAt())) {
      return holder.contentHash().equals(event.contentHash())
          ? new MessageIdCheck.Duplicate(holder.event())
          : new MessageIdCheck.Conflict(holder.event());
    }
    if (holder != null) {
      expired.add(key);
    }
    holders.put(key, event);
    return new MessageIdCheck.Fresh();
  }

  /** Ids whose stored holder is too old, so that a new event may hold the id. */
  public SortedSet<MessageKey> expired() {
    return expired;
  }
}
