package dev.tributary.identity.input;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.EventReader;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.QuarantinedMessage;
import java.util.Optional;

/** Reads inputs, and quarantined inputs. */
public final class LoopInputReader {
  private final PeopleModels models;

  public LoopInputReader(PeopleModels models) {
    this.models = models;
  }

  /**
   * @return empty for messages that identity resolution ignores: tombstones, rows of other
   *     entities, its own quarantine
   * @throws IllegalArgumentException if a header is missing or the type is unknown
   */
  public Optional<LoopInput> read(LogRecord input) {
    byte[] value = input.value();
    if (value == null) {
      return Optional.empty();
    }
    LoopInput.Cause cause = new LoopInput.Cause(input, MessageHeaders.from(input.headers()), null);
    if (cause.headers().type().equals(QuarantinedInput.TYPE)) {
      QuarantinedInput quarantined = QuarantinedInput.from(input.headers(), value);
      return quarantined.stage() == QuarantinedInput.Stage.COLLECTOR
          ? Optional.of(new LoopInput.Quarantined(cause, quarantined))
          : Optional.empty();
    }
    return work(cause, value);
  }

  /** Reads a quarantined input again. */
  public Optional<LoopInput> readAgain(LoopInput.Redrive redrive, QuarantinedMessage message) {
    byte[] value = message.value();
    if (value == null) {
      return Optional.empty();
    }
    LogRecord input =
        new LogRecord(redrive.cause().input().position(), message.key(), value, message.headers());
    String id = redrive.cause().headers().id();
    return work(new LoopInput.Cause(input, MessageHeaders.from(message.headers()), id), value);
  }

  private Optional<LoopInput> work(LoopInput.Cause cause, byte[] value) {
    return switch (cause.headers().type()) {
      case CollectedEvent.TYPE, QuarantinedInput.TYPE -> Optional.of(event(cause, value));
      case RowChange.TYPE -> row(cause, Json.read(value, RowChange.class));
      case Command.TYPE -> Optional.of(command(cause, Json.read(value, Command.class)));
      default ->
          throw new IllegalArgumentException("Unknown message type " + cause.headers().type());
    };
  }

  private static LoopInput event(LoopInput.Cause cause, byte[] value) {
    CollectedEvent collected = CollectedEvent.from(cause.headers(), cause.input().headers(), value);
    return new LoopInput.Event(cause, collected, EventReader.read(collected));
  }

  private Optional<LoopInput> row(LoopInput.Cause cause, RowChange change) {
    return models
        .mapping(change.model(), change.modelVersion())
        .map(mapping -> new LoopInput.Row(cause, change, mapping));
  }

  private static LoopInput command(LoopInput.Cause cause, Command command) {
    return command instanceof Command.Redrive redrive
        ? new LoopInput.Redrive(cause, redrive)
        : new LoopInput.Asked(cause, command);
  }
}
