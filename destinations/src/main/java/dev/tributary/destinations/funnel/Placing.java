package dev.tributary.destinations.funnel;

import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.Subject;
import dev.tributary.destinations.desired.Values;
import dev.tributary.destinations.funnel.Member.Row;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Says how far somebody came, by what deliveries are decided by. Pure.
 *
 * @param unknownAllows whether a purpose that the person never answered counts as granted
 */
public record Placing(Sync sync, Predicate<String> unknownAllows) {

  public Place of(Member member) {
    ProfileState person = member.state();
    if (person == null || !member.decided()) {
      return new Place.Stopped(Stop.UNDECIDED);
    }
    Optional<String> match = Values.match(sync.spec(), new Subject.OfPerson(person, Set.of()));
    if (match.isEmpty()) {
      return new Place.Stopped(Stop.NO_IDENTIFIER);
    }
    return Consent.of(person.consent())
        .withheldFor(sync.destination().spec().purposes(), unknownAllows)
        .<Place>map(purpose -> new Place.Stopped(Stop.consent(purpose)))
        .orElseGet(() -> delivered(member, match.get()));
  }

  private Place delivered(Member member, String matchValue) {
    Row record =
        row(member, row -> !row.membership() && row.matchValue().equals(matchValue))
            .or(() -> row(member, row -> !row.membership()))
            .orElse(null);
    if (record == null) {
      return new Place.Unrecorded(matchValue);
    }
    if (sync.memberships() == null) {
      return place(record.state());
    }
    // Whoever waits for their record stands where the record stands.
    return place(
        row(member, row -> row.membership() && !row.held())
            .map(Row::state)
            .orElse(record.state() == State.DELIVERED ? State.PENDING : record.state()));
  }

  private static Place place(State state) {
    return state == State.DELIVERED ? new Place.Accepted() : new Place.Stopped(Stop.of(state));
  }

  private static Optional<Row> row(Member member, Predicate<Row> wanted) {
    return member.rows().stream().filter(wanted).findFirst();
  }
}
