package dev.tributary.identity.kafka;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.trial.Recollection;
import dev.tributary.runtime.loop.Input;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** An input of the loop, read. */
sealed interface Work {
  /** What the log no longer holds comes from no partition of it. */
  TopicPartition NO_PARTITION = new TopicPartition("", 0);

  String RECOLLECTED = "dev.tributary.recollection";

  Cause cause();

  /**
   * Where work comes from.
   *
   * @param input whose partition its outputs belong to
   * @param again whether it was set aside before and is tried once more
   */
  record Cause(Input input, MessageHeaders headers, boolean again) {
    /**
     * @param place among what is told at once
     */
    static Cause recollected(Claim claim, int place) {
      String id = "%s#%d".formatted(claim.stamp().cause(), place);
      return new Cause(
          new Input(NO_PARTITION, 0, null, null, Map.of()),
          new MessageHeaders(id, RECOLLECTED, claim.workspace(), id, claim.stamp().time(), null),
          false);
    }
  }

  record Event(Cause cause, CollectedEvent collected, Reading reading) implements Work {}

  /** A row of a people model. */
  record Row(Cause cause, RowChange change, Mapping mapping) implements Work {}

  /** A command about a profile. */
  record Asked(Cause cause, Command command) implements Work {}

  record Redrive(Cause cause, Command.Redrive command) implements Work {}

  /** What is told once more of an input that the log no longer holds. */
  record Recollected(Cause cause, Recollection recollection) implements Work {}

  /** What the collector could not put on its way. */
  record SetAside(Cause cause, QuarantinedInput quarantined) implements Work {}
}
