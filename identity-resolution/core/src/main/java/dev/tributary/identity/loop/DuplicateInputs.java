package dev.tributary.identity.loop;

import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.id.EventId;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.store.AcceptedEventStore;
import dev.tributary.identity.store.AcceptedEventStore.EventKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Removes duplicate records. The log may hold one record more than once: a producer writes a batch
 * again if its broker did not answer in time. Copies share the record's id. The first copy has its
 * effect and the others have none, wherever they are in the log.
 */
final class DuplicateInputs {
  private static final int NAMED = 5;

  private DuplicateInputs() {}

  /**
   * The key that is recorded when an input is accepted: its own id, or for a redriven input the id
   * of the redrive. A copy of a redrive does not try again, even if the first try failed.
   */
  static EventKey key(LoopInput.Cause cause) {
    String redrive = cause.redrive();
    return new EventKey(
        cause.headers().workspace(), new EventId(redrive == null ? cause.headers().id() : redrive));
  }

  /** The inputs without those that the same poll contains earlier. */
  static List<LoopInput> dropped(List<LoopInput> works) {
    Set<EventKey> seen = new HashSet<>();
    List<LoopInput> first = new ArrayList<>(works.size());
    for (LoopInput work : works) {
      if (work.cause().again() || seen.add(key(work.cause()))) {
        first.add(work);
      }
    }
    return first;
  }

  /**
   * The inputs without those that were accepted before. Called only after an event turned out to be
   * accepted already, so that new events, which are nearly all, cost nothing.
   */
  static List<LoopInput> withoutAccepted(AcceptedEventStore accepted, List<LoopInput> works) {
    Set<EventKey> keys = new HashSet<>();
    works.forEach(work -> keys.add(key(work.cause())));
    Set<EventKey> known = accepted.known(keys);
    return works.stream().filter(work -> !known.contains(key(work.cause()))).toList();
  }

  /** Which events hold the message ids of these inputs; for log messages. */
  static String holders(AcceptedEventStore accepted, List<LoopInput> works) {
    Map<MessageKey, EventId> claimed = new TreeMap<>();
    for (LoopInput work : works) {
      if (work instanceof LoopInput.Event event
          && event.reading() instanceof Reading.Readable(TrackingEvent said)) {
        claimed.put(EventAdmission.key(said), said.eventId());
      }
    }
    return accepted.holders(claimed.keySet()).entrySet().stream()
        .map(held ->
            "the message id of %s is %s's"
                .formatted(claimed.get(held.getKey()), held.getValue().event()))
        .limit(NAMED)
        .collect(Collectors.joining(", "));
  }
}
