package dev.tributary.identity.kafka;

import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.postgres.AcceptedEventTable;
import dev.tributary.identity.postgres.AcceptedEventTable.EventKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The same record may stand on the log more than once: a producer writes a batch again when its
 * broker did not answer in time. What counts is the record's id, which every copy shares; the first
 * copy has its effect and the others have none, wherever they stand.
 */
final class Copies {
  private static final int NAMED = 5;

  private Copies() {}

  static EventKey key(Work.Cause cause) {
    return new EventKey(cause.headers().workspace(), cause.headers().id());
  }

  /** Without what the same poll holds before. */
  static List<Work> dropped(List<Work> works) {
    Set<EventKey> seen = new HashSet<>();
    List<Work> first = new ArrayList<>(works.size());
    for (Work work : works) {
      if (work.cause().again() || seen.add(key(work.cause()))) {
        first.add(work);
      }
    }
    return first;
  }

  /**
   * Without what was accepted before. Asked only once an event turned out to be accepted already,
   * so that those that are new, which nearly all are, cost nothing.
   */
  static List<Work> withoutAccepted(Connection tx, AcceptedEventTable accepted, List<Work> works)
      throws SQLException {
    Set<EventKey> keys = new HashSet<>();
    works.stream().filter(Copies::canBeCopy).forEach(work -> keys.add(key(work.cause())));
    Set<EventKey> known = accepted.known(tx, keys);
    return works.stream()
        .filter(work -> !canBeCopy(work) || !known.contains(key(work.cause())))
        .toList();
  }

  /** Whose the message ids are that events of these works claim; for people to read. */
  static String holders(Connection tx, AcceptedEventTable accepted, List<Work> works)
      throws SQLException {
    Map<MessageKey, String> claimed = new TreeMap<>();
    for (Work work : works) {
      if (work instanceof Work.Event event
          && event.reading() instanceof Reading.Readable(TrackingEvent said)) {
        claimed.put(Intake.key(said), said.eventId());
      }
    }
    return accepted.holders(tx, claimed.keySet()).entrySet().stream()
        .map(held ->
            "the message id of %s is %s's"
                .formatted(claimed.get(held.getKey()), held.getValue().event()))
        .limit(NAMED)
        .collect(Collectors.joining(", "));
  }

  private static boolean canBeCopy(Work work) {
    return !work.cause().again();
  }
}
