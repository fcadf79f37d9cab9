package dev.tributary.identity.kafka;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.runtime.loop.Input;

/** An input of the loop, read. */
sealed interface Work {
  Cause cause();

  /**
   * Where work comes from.
   *
   * @param input whose partition its outputs belong to
   * @param again whether it was set aside before and is tried once more
   */
  record Cause(Input input, MessageHeaders headers, boolean again) {}

  record Event(Cause cause, CollectedEvent collected, Reading reading) implements Work {}

  /** A row of a people model. */
  record Row(Cause cause, RowChange change, Mapping mapping) implements Work {}

  /** A command about a profile. */
  record Asked(Cause cause, Command command) implements Work {}

  record Redrive(Cause cause, Command.Redrive command) implements Work {}

  /** What the collector could not put on its way. */
  record SetAside(Cause cause, QuarantinedInput quarantined) implements Work {}
}
