package dev.tributary.identity.replay.job;

import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.identity.command.LogUnavailable;
import dev.tributary.identity.job.JobContext;
import dev.tributary.identity.job.JobFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Sends the commands of a job even if the log cannot be written to for a while. Thread-safe. */
final class RetryingSender {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Function<Command, EventId> commands;
  private final Clock clock;

  /**
   * @param commands sends a command once, and returns the id of its event
   */
  RetryingSender(Function<Command, EventId> commands, Clock clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * If a command was written in spite of a failure, the log holds it twice, each time with an event
   * id of its own.
   *
   * @throws JobFailure if the log cannot be written to for five minutes
   */
  EventId send(Command command, JobContext context) throws JobFailure {
    Instant end = clock.instant().plus(PATIENCE);
    while (true) {
      try {
        return commands.apply(command);
      } catch (LogUnavailable e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
      if (!clock.instant().isBefore(end)) {
        throw new JobFailure(
            "The log could not be written to for %d minutes".formatted(PATIENCE.toMinutes()));
      }
      context.check();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
