package dev.tributary.destinations.desired;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.row.RowChange;
import java.util.Set;

/** The input from which a sync makes a record. */
public sealed interface Subject {

  /**
   * @param audiences the audiences that the person is in
   */
  record OfPerson(ProfileState state, Set<AudienceId> audiences) implements Subject {}

  record OfRow(RowChange row) implements Subject {}

  /**
   * @param person the state after the event
   */
  record OfEvent(AppliedEvent event, ProfileState person) implements Subject {}
}
