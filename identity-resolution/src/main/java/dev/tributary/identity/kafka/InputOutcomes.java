package dev.tributary.identity.kafka;

import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.acceptance.QuarantinedMessage;
import dev.tributary.identity.kafka.Overtaken.Taken;
import dev.tributary.identity.postgres.QuarantineTable;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcomes of the inputs of one poll. Confined to one attempt. */
final class InputOutcomes {
  private final List<AcceptedEvent> first = new ArrayList<>();
  private final List<AcceptedEvent> again = new ArrayList<>();
  private final List<QuarantinedMessage> quarantinedInputs = new ArrayList<>();
  private final List<QuarantineTable.Key> redriven = new ArrayList<>();

  /** Records an event or command with its outcome. */
  void ended(LoopInput.Cause cause, AcceptedEvent event) {
    (cause.again() ? again : first).add(event);
  }

  /** Notes that a redriven input has been applied. */
  void applied(LoopInput.Cause cause) {
    if (cause.again()) {
      redriven.add(new QuarantineTable.Key(cause.headers().workspace(), cause.headers().id()));
    }
  }

  /**
   * Puts the complete input into the quarantine.
   *
   * @param stage the stage that quarantines it
   */
  void quarantine(
      LoopInput.Cause cause,
      QuarantinedInput.Stage stage,
      Refusal refusal,
      @Nullable String source,
      Instant at) {
    Input input = cause.input();
    quarantinedInputs.add(
        new QuarantinedMessage(
            cause.headers().workspace(),
            cause.headers().id(),
            cause.headers().type(),
            stage.name().toLowerCase(java.util.Locale.ROOT),
            refusal.reason(),
            refusal.detail(),
            refusal.pointer(),
            source,
            position(input),
            input.key(),
            input.value(),
            input.headers(),
            at));
  }

  static LogPosition position(Input input) {
    return new LogPosition(
        input.partition().topic(), input.partition().partition(), input.offset());
  }

  /**
   * Messages about an event that identity resolution has quarantined. Published once: a redrive
   * that fails publishes none.
   */
  static List<Output> announce(LoopInput.Cause cause, CollectedEvent event, Refusal refusal) {
    byte[] key = cause.input().key();
    if (cause.again()) {
      return List.of();
    }
    QuarantinedInput quarantined =
        new QuarantinedInput(
            event,
            refusal.reason(),
            refusal.detail(),
            refusal.pointer(),
            QuarantinedInput.Stage.IDENTITY);
    String text = key == null ? event.eventId() : new String(key, StandardCharsets.UTF_8);
    return List.of(new Output(cause.input().partition(), quarantined.toMessage(text)));
  }

  /**
   * @throws Overtaken if one of the events or message ids was accepted before: by another instance
   *     since the read, or because the log holds the same record twice
   */
  void save(Connection tx, Tables tables) throws SQLException, Overtaken {
    if (!tables.accepted().insert(tx, first)) {
      throw new Overtaken(Taken.MESSAGE, "An event or its message id was accepted before");
    }
    tables.quarantine().keep(tx, quarantinedInputs);
    tables.quarantine().redriven(tx, redriven);
    tables.accepted().end(tx, again);
  }

  /** Saves the quarantined inputs, and records nothing else. */
  void saveQuarantined(Connection tx, Tables tables) throws SQLException {
    tables.quarantine().keep(tx, quarantinedInputs);
  }
}
