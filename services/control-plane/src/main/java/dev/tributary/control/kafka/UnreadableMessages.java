package dev.tributary.control.kafka;

import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.quarantine.MessageQuarantine;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/** Puts messages into the quarantine, which blocks, without blocking an event loop. Thread-safe. */
public final class UnreadableMessages {
  private static final Executor BLOCKING =
      work -> Thread.ofVirtual().name("trail-quarantine").start(work);

  private final MessageQuarantine quarantine;

  public UnreadableMessages(MessageQuarantine quarantine) {
    this.quarantine = quarantine;
  }

  /**
   * @return fails if the quarantine does not answer
   */
  Uni<Void> keep(Input input, Throwable failure) {
    return Uni.createFrom()
        .voidItem()
        .emitOn(BLOCKING)
        .invoke(() -> {
          try {
            quarantine.keep(input, failure);
          } catch (SQLException e) {
            throw new IllegalStateException("The quarantine does not answer", e);
          }
        });
  }
}
