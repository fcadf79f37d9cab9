package dev.tributary.runtime.view.channel;

import dev.tributary.runtime.view.DefinitionView;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * How far a source of a channel has read its topic. A channel delivers messages only, but a
 * position also passes the end of a transaction and what compaction has removed. So the consumer
 * reports each poll here. The offsets of a poll without messages count once the messages before it
 * are applied. Thread-safe.
 */
final class ChannelReading {
  private final Map<Integer, Long> ahead = new HashMap<>();
  private final DefinitionView view;
  private int unapplied;

  ChannelReading(DefinitionView view) {
    this.view = view;
  }

  /** Called before the first poll. */
  synchronized void begin(Map<Integer, Long> starts, Map<Integer, Long> ends) {
    view.begin(starts, ends);
  }

  /** Called on the thread of the consumer, for each poll that has moved a position. */
  synchronized void polled(ConsumerRecords<?, ?> poll) {
    Map<Integer, Long> next = DefinitionView.nextOffsets(poll);
    if (!poll.isEmpty()) {
      unapplied++;
      ahead.keySet().removeAll(next.keySet());
    } else {
      ahead.putAll(next);
      report();
    }
  }

  /** Called after the view has applied the messages of a poll. */
  synchronized void applied() {
    unapplied = Math.max(0, unapplied - 1);
    report();
  }

  private void report() {
    if (unapplied == 0) {
      view.passed(ahead);
      ahead.clear();
    }
  }
}
