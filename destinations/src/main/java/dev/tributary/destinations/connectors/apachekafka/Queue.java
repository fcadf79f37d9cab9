package dev.tributary.destinations.connectors.apachekafka;

import dev.tributary.destinations.connector.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The messages of one partition that are not sent yet, in their order. */
final class Queue {
  /** The limit of brokers is 1 MiB for the messages of a request, if nobody has changed it. */
  private static final int MOST_BYTES = 512 * 1024;

  private static final int MOST_MESSAGES = 10_000;

  private final int partition;
  private final Deque<Sending> messages = new ArrayDeque<>();
  private int most = MOST_MESSAGES;

  Queue(int partition) {
    this.partition = partition;
  }

  int partition() {
    return partition;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  void add(Sending message) {
    messages.add(message);
  }

  /** Takes out the messages of the next request; at least one. */
  List<Sending> next() {
    List<Sending> part = new ArrayList<>();
    int bytes = 0;
    while (!messages.isEmpty()
        && part.size() < most
        && (part.isEmpty() || bytes + messages.getFirst().bytes() <= MOST_BYTES)) {
      Sending message = messages.removeFirst();
      bytes += message.bytes();
      part.add(message);
    }
    return part;
  }

  /**
   * Settles the messages of a request. A broker refuses them together, so they are halved until the
   * faulty one is alone. Each request that is accepted doubles the number again.
   */
  void answered(List<Sending> part, Outcome outcome) {
    if (outcome instanceof Outcome.Rejected && part.size() > 1) {
      part.reversed().forEach(messages::addFirst);
      most = part.size() / 2;
      return;
    }
    part.forEach(message -> message.settle(outcome));
    if (outcome instanceof Outcome.Delivered) {
      most = Math.min(most * 2, MOST_MESSAGES);
    } else if (!(outcome instanceof Outcome.Rejected)) {
      giveUp(new Outcome.Transient("A message before this one failed. " + outcome.words(), null));
    }
  }

  /** Nothing more is sent to this partition. */
  void giveUp(Outcome outcome) {
    messages.forEach(message -> message.settle(outcome));
    messages.clear();
  }
}
