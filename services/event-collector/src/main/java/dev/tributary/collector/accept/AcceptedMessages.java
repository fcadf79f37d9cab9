package dev.tributary.collector.accept;

import dev.tributary.contracts.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the messages of accepted requests. Never blocks its caller. Thread-safe. */
@FunctionalInterface
public interface AcceptedMessages {

  /** Called once, on any thread. */
  @FunctionalInterface
  interface Outcome {
    /**
     * The end of an append.
     *
     * @param failure null if every message is durable
     */
    void of(@Nullable Exception failure);
  }

  /**
   * Writes messages in their order. After a failure, some of them may be written nevertheless, also
   * later.
   */
  void append(List<Message> messages, Outcome outcome);
}
