package dev.tributary.runtime.messaging;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * The reports of the client of one source: its polls, and its end. The client reports on its own
 * thread. Thread-safe.
 */
final class ClientReport {
  private volatile Consumer<ConsumerRecords<?, ?>> polls = _ -> {};
  private volatile Runnable end = () -> {};

  void onPoll(Consumer<ConsumerRecords<?, ?>> listener) {
    polls = listener;
  }

  void onEnd(Runnable listener) {
    end = listener;
  }

  void polled(ConsumerRecords<?, ?> poll) {
    polls.accept(poll);
  }

  void ended() {
    end.run();
  }
}
