package dev.tributary.identity.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.EventReader;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.QuarantinedMessage;
import dev.tributary.runtime.loop.Input;
import java.util.Optional;

/** Reads inputs, and inputs that were set aside. */
final class WorkReader {
  private final PeopleModels models;

  WorkReader(PeopleModels models) {
    this.models = models;
  }

  /**
   * @return empty for what is none of identity's: tombstones, rows of other entities, its own
   *     quarantine
   * @throws IllegalArgumentException if a header is missing or the type is unknown
   */
  Optional<Work> read(Input input) {
    byte[] value = input.value();
    if (value == null) {
      return Optional.empty();
    }
    Work.Cause cause = new Work.Cause(input, MessageHeaders.from(input.headers()), false);
    if (input.type().equals(QuarantinedInput.TYPE)) {
      QuarantinedInput quarantined = QuarantinedInput.from(input.headers(), value);
      return quarantined.stage() == QuarantinedInput.Stage.COLLECTOR
          ? Optional.of(new Work.SetAside(cause, quarantined))
          : Optional.empty();
    }
    return work(cause, value);
  }

  /** Reads what was set aside, once more. */
  Optional<Work> readAgain(Work.Redrive redrive, QuarantinedMessage message) {
    byte[] value = message.value();
    if (value == null) {
      return Optional.empty();
    }
    Input input =
        new Input(
            redrive.cause().input().partition(),
            redrive.cause().input().offset(),
            message.key(),
            value,
            message.headers());
    return work(new Work.Cause(input, MessageHeaders.from(message.headers()), true), value);
  }

  private Optional<Work> work(Work.Cause cause, byte[] value) {
    return switch (cause.headers().type()) {
      case CollectedEvent.TYPE, QuarantinedInput.TYPE -> Optional.of(event(cause, value));
      case RowChange.TYPE -> row(cause, Json.read(value, RowChange.class));
      case Command.TYPE -> Optional.of(command(cause, Json.read(value, Command.class)));
      default ->
          throw new IllegalArgumentException("Unknown message type " + cause.headers().type());
    };
  }

  private static Work event(Work.Cause cause, byte[] value) {
    CollectedEvent collected = CollectedEvent.from(cause.input().headers(), value);
    return new Work.Event(cause, collected, EventReader.read(collected));
  }

  private Optional<Work> row(Work.Cause cause, RowChange change) {
    return models
        .mapping(change.model(), change.modelVersion())
        .map(mapping -> new Work.Row(cause, change, mapping));
  }

  private static Work command(Work.Cause cause, Command command) {
    return command instanceof Command.Redrive redrive
        ? new Work.Redrive(cause, redrive)
        : new Work.Asked(cause, command);
  }
}
