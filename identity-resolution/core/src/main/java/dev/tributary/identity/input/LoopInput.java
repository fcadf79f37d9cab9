package dev.tributary.identity.input;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.claim.Claim;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An input of the loop, after it was read. */
public sealed interface LoopInput {
  /** The position of inputs that the log no longer holds. */
  LogPosition NO_POSITION = new LogPosition("", 0, 0);

  String SEED_TYPE = "dev.tributary.recollection";

  Cause cause();

  /**
   * The record from which an input comes.
   *
   * @param input what it causes is published because of its position
   * @param redrive the id of the redrive of a quarantined input; null for an input that is
   *     processed for the first time
   */
  record Cause(LogRecord input, MessageHeaders headers, @Nullable String redrive) {
    /** Whether the input was in the quarantine and is tried again. */
    public boolean again() {
      return redrive != null;
    }

    /**
     * @param place among the seeds that are applied together
     */
    public static Cause ofSeed(Claim claim, int place) {
      String id = "%s#%d".formatted(claim.stamp().cause(), place);
      return new Cause(
          new LogRecord(NO_POSITION, null, null, Map.of()),
          new MessageHeaders(id, SEED_TYPE, claim.workspace(), id, claim.stamp().time(), null),
          null);
    }
  }

  record Event(Cause cause, CollectedEvent collected, Reading reading) implements LoopInput {}

  /** A row of a people model. */
  record Row(Cause cause, RowChange change, Mapping mapping) implements LoopInput {}

  /** A command about a profile. */
  record Asked(Cause cause, Command command) implements LoopInput {}

  record Redrive(Cause cause, Command.Redrive command) implements LoopInput {}

  /** The stored part of an input that is no longer on the log. */
  record Seeded(Cause cause, ReplaySeed seed) implements LoopInput {}

  /** An event that the collector has quarantined. */
  record Quarantined(Cause cause, QuarantinedInput quarantined) implements LoopInput {}
}
