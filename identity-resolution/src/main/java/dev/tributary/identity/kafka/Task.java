package dev.tributary.identity.kafka;

import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.postgres.ModelRowTable;
import dev.tributary.identity.resolution.Resolution;

/** What remains to be done for a piece of work that will change a person. */
sealed interface Task {
  Work.Cause cause();

  record ApplyEvent(
      Work.Cause cause,
      TrackingEvent event,
      Claim claim,
      Resolution resolution,
      AcceptedEvent accepted)
      implements Task {}

  record ApplyRow(
      Work.Cause cause, RowChange change, ModelRowTable.Key key, Claim claim, Resolution resolution)
      implements Task {}

  record RemoveRow(Work.Cause cause, ModelRowTable.Key key) implements Task {}

  /**
   * @param profile the one that lives on for the command's subject
   */
  record ApplyCommand(Work.Cause cause, Claim claim, String profile, AcceptedEvent accepted)
      implements Task {}
}
