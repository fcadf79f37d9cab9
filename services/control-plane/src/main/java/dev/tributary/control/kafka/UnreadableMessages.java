package dev.tributary.control.kafka;

import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.quarantine.MessageQuarantine;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Puts messages into the quarantine, which blocks, without blocking an event loop. Thread-safe. */
public final class UnreadableMessages {
  private static final Executor BLOCKING =
      work -> Thread.ofVirtual().name("trail-quarantine").start(work);

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final MessageQuarantine quarantine;

  public UnreadableMessages(MessageQuarantine quarantine) {
    this.quarantine = quarantine;
  }

  /**
   * @return fails if the quarantine does not answer within 10 seconds
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
        })
        .ifNoItem()
        .after(LONGEST)
        .failWith(() -> new IllegalStateException("The quarantine does not answer"));
  }
}
