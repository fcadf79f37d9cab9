package dev.tributary.destinations.funnel;

import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.MappedValues;
import dev.tributary.destinations.desired.Subject;
import dev.tributary.destinations.funnel.Member.Row;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Computes how far a person gets, with the same data that decides about deliveries. Pure.
 *
 * @param unknownAllows whether a purpose that the person never answered counts as granted
 */
public record FunnelPlacement(Sync sync, Predicate<String> unknownAllows) {

  public FunnelPosition of(Member member) {
    ProfileState person = member.state();
    if (person == null || !member.decided()) {
      return new FunnelPosition.Stopped(FunnelStop.UNDECIDED);
    }
    Optional<String> match =
        MappedValues.match(sync.spec(), new Subject.OfPerson(person, Set.of()));
    if (match.isEmpty()) {
      return new FunnelPosition.Stopped(FunnelStop.NO_IDENTIFIER);
    }
    if (sync.deletes()) {
      return delivered(member, match.get());
    }
    return Consent.of(person.consent())
        .withheldFor(sync.destination().spec().purposes(), unknownAllows)
        .<FunnelPosition>map(purpose -> new FunnelPosition.Stopped(FunnelStop.consent(purpose)))
        .orElseGet(() -> delivered(member, match.get()));
  }

  private FunnelPosition delivered(Member member, String matchValue) {
    Row row = decisive(member, matchValue).orElse(null);
    if (row == null) {
      return new FunnelPosition.Unrecorded(matchValue);
    }
    // A membership that waits for its record stops at the same step as the record.
    boolean withoutMembership = sync.memberships() != null && !row.membership();
    return place(withoutMembership && row.state().isDone() ? State.PENDING : row.state());
  }

  /**
   * The row of the ledger that decides how far a person with a match value gets: the record, or the
   * membership of the list, unless it waits for its record. Empty if the ledger has no record of
   * the person.
   */
  public Optional<Row> decisive(Member member, String matchValue) {
    Optional<Row> record =
        row(member, row -> !row.membership() && row.matchValue().equals(matchValue))
            .or(() -> row(member, row -> !row.membership()));
    return record.isEmpty() || sync.memberships() == null
        ? record
        : row(member, row -> row.membership() && !row.held()).or(() -> record);
  }

  private static FunnelPosition place(State state) {
    return switch (state) {
      case DELIVERED -> new FunnelPosition.Accepted();
      case ACCEPTED -> new FunnelPosition.Received();
      case PENDING, IN_FLIGHT, SUBMITTED, WITHHELD, RETRYING, UNCERTAIN, REJECTED, DEAD ->
          new FunnelPosition.Stopped(FunnelStop.of(state));
    };
  }

  private static Optional<Row> row(Member member, Predicate<Row> wanted) {
    return member.rows().stream().filter(wanted).findFirst();
  }
}
