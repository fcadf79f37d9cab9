package dev.tributary.destinations.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.MappedValues;
import dev.tributary.destinations.desired.Subject;
import dev.tributary.destinations.funnel.FunnelPlacement;
import dev.tributary.destinations.funnel.Member;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Explains how far a person gets, with the same data that decides about deliveries. A person stops
 * at the step at which the funnel counts the person. Pure.
 *
 * @param unknownAllows whether a purpose that the person never answered counts as granted
 */
public record Explain(Predicate<String> unknownAllows) {

  public Explanation of(SyncFacts facts) {
    return switch (facts.sync().spec().from()) {
      case SyncSource.Audience(AudienceId audience) ->
          facts.membership() == Membership.OUTSIDE
              ? new Explanation(facts.sync(), new Stop.NotInAudience(audience), newest(facts))
              : ofPerson(facts);
      case SyncSource.Profiles() -> ofPerson(facts);
      case SyncSource.Events _ -> ofEvent(facts);
      case SyncSource.Model _ ->
          facts.rowsNamePeople()
              ? ofRows(facts)
              : new Explanation(facts.sync(), new Stop.SendsRows(), null);
    };
  }

  private Explanation ofPerson(SyncFacts facts) {
    Sync sync = facts.sync();
    ProfileState person = facts.person();
    if (person == null || facts.membership() == Membership.UNDECIDED) {
      return new Explanation(sync, new Stop.Undecided(), newest(facts));
    }
    Optional<String> match =
        MappedValues.match(sync.spec(), new Subject.OfPerson(person, Set.of()));
    if (match.isEmpty()) {
      return new Explanation(sync, withoutValue(sync, person), newest(facts));
    }
    LedgerRow row = decisive(facts, person, match.get());
    return withheld(sync, person)
        .map(stop -> new Explanation(sync, stop, shown(facts, row), Remainder.of(facts)))
        .orElseGet(() -> ofRow(facts, row));
  }

  private static Explanation ofRow(SyncFacts facts, @Nullable LedgerRow row) {
    if (row == null) {
      return new Explanation(facts.sync(), unrecorded(facts), newest(facts));
    }
    if (!row.state().isDone()) {
      return new Explanation(facts.sync(), stop(facts, row), row);
    }
    return facts.sync().memberships() == null || row.membership()
        ? new Explanation(facts.sync(), null, row)
        : new Explanation(facts.sync(), stop(facts, row), shown(facts, row));
  }

  /**
   * The row that belongs to the reason: of an audience as a list, the membership, because another
   * sync can have written the record.
   */
  private static @Nullable LedgerRow shown(SyncFacts facts, @Nullable LedgerRow decisive) {
    LedgerRow newest = newest(facts);
    boolean membership = newest != null && newest.membership();
    return membership || decisive == null ? newest : decisive;
  }

  private static Explanation ofEvent(SyncFacts facts) {
    LedgerRow row = newest(facts);
    return row == null
        ? new Explanation(facts.sync(), new Stop.NoEvent(), null)
        : ofDelivery(facts, row);
  }

  /**
   * A row that did not arrive decides: it is the reason of the question. If all arrived, one that
   * was only received decides: the person is delivered only if all rows are.
   */
  private static Explanation ofRows(SyncFacts facts) {
    if (facts.person() == null) {
      return new Explanation(facts.sync(), new Stop.SendsRows(), null);
    }
    List<LedgerRow> present = desired(facts);
    return present.stream()
        .filter(row -> !row.state().isDone())
        .findFirst()
        .or(() -> present.stream().filter(row -> row.state() == State.ACCEPTED).findFirst())
        .or(() -> present.stream().findFirst())
        .map(row -> ofDelivery(facts, row))
        .orElseGet(() -> new Explanation(facts.sync(), new Stop.NoRow(), newest(facts)));
  }

  /** The rows with what the sync desires: removals of a sync that deletes, content of others. */
  private static List<LedgerRow> desired(SyncFacts facts) {
    boolean deletes = facts.sync().deletes();
    return facts.rows().stream().filter(row -> row.removal() == deletes).toList();
  }

  private static Explanation ofDelivery(SyncFacts facts, LedgerRow row) {
    return switch (row.state()) {
      case DELIVERED, ACCEPTED -> new Explanation(facts.sync(), null, row);
      case WITHHELD ->
          new Explanation(
              facts.sync(), new Stop.Withheld(row.words(), row.changedAt(), Step.CONSENT), row);
      case PENDING, IN_FLIGHT, SUBMITTED, RETRYING, UNCERTAIN, REJECTED, DEAD ->
          new Explanation(facts.sync(), stop(facts, row), row);
    };
  }

  /** The row that decides how far the person gets; null if the ledger has none. */
  private @Nullable LedgerRow decisive(SyncFacts facts, ProfileState person, String matchValue) {
    List<LedgerRow> present = desired(facts);
    List<Member.Row> counted =
        present.stream()
            .map(row ->
                new Member.Row(
                    row.matchValue(), row.membership(), row.state(), row.notBefore() == null))
            .toList();
    return new FunnelPlacement(facts.sync(), unknownAllows)
        .decisive(new Member(person, true, counted), matchValue)
        .map(row -> present.get(counted.indexOf(row)))
        .orElse(null);
  }

  /** The newest row that this sync has changed last; of an audience as a list, the membership. */
  private static @Nullable LedgerRow newest(SyncFacts facts) {
    boolean list = facts.sync().memberships() != null;
    return facts.rows().stream()
        .filter(row -> row.sync().equals(facts.sync().id()) && row.membership() == list)
        .findFirst()
        .orElse(null);
  }

  private static Stop withoutValue(Sync sync, ProfileState person) {
    FieldMapping match = sync.spec().match();
    if (match == null) {
      throw new IllegalStateException("The sync matches nothing: " + sync.id());
    }
    return match.from() instanceof ValueSource.IdentifierOf identifier
            && hasText(person.traits().get(identifier.type()))
        ? new Stop.LeftOut(identifier)
        : new Stop.NoValue(match.from());
  }

  private static boolean hasText(@Nullable JsonNode trait) {
    return trait != null && trait.isValueNode() && !trait.asText("").isBlank();
  }

  private Optional<Stop> withheld(Sync sync, ProfileState person) {
    if (sync.deletes()) {
      return Optional.empty();
    }
    Consent consent = Consent.of(person.consent());
    return consent
        .withheldFor(sync.destination().spec().purposes(), unknownAllows)
        .map(purpose ->
            consent.denied().contains(purpose)
                ? new Stop.Denied(purpose)
                : new Stop.Unanswered(purpose));
  }

  /** The sync has not reached the person yet, or the record belongs to another owner. */
  private static Stop unrecorded(SyncFacts facts) {
    if (facts.shared()) {
      return new Stop.Shared();
    }
    Instant backfilledSince = facts.backfilledSince();
    return backfilledSince == null ? new Stop.Pending(null) : new Stop.Backfilling(backfilledSince);
  }

  private static Stop stop(SyncFacts facts, LedgerRow row) {
    return switch (row.state()) {
      // The record is there, and the membership of the list waits.
      case DELIVERED, ACCEPTED -> new Stop.WaitsForRecord();
      case PENDING -> pending(facts, row);
      case RETRYING -> retrying(facts, row);
      case WITHHELD -> new Stop.Withheld(row.words(), row.changedAt(), Step.SENT);
      case IN_FLIGHT -> new Stop.InFlight(row.changedAt());
      case SUBMITTED -> new Stop.Submitted(row.changedAt(), row.notBefore(), row.text());
      case UNCERTAIN -> new Stop.Uncertain(row.changedAt(), row.text());
      case REJECTED -> rejected(row);
      case DEAD -> new Stop.Dead(row.changedAt(), row.text());
    };
  }

  private static Stop pending(SyncFacts facts, LedgerRow row) {
    Halt halt = facts.halt();
    if (halt != null) {
      return new Stop.Halted(halt, Step.SENT);
    }
    if (facts.unmerging()) {
      return new Stop.Unmerging();
    }
    Instant until = row.notBefore();
    if (until != null && AttemptReport.RATE_LIMITED.equals(row.reason())) {
      return new Stop.RateLimited(until, row.text());
    }
    if (until != null && AttemptReport.WAITS_FOR_ACCOUNT.equals(row.reason())) {
      return new Stop.WaitsForAccount(until, row.text());
    }
    if (until != null && AttemptReport.WAITS_FOR_PLACE.equals(row.reason())) {
      return new Stop.WaitsForPlace(until, row.text());
    }
    return until != null && AttemptReport.QUOTA_SPENT.equals(row.reason())
        ? new Stop.QuotaSpent(until, row.text())
        : new Stop.Pending(row.desiredAt());
  }

  private static Stop rejected(LedgerRow row) {
    return switch (row.reason()) {
      case AttemptReport.EXISTS -> new Stop.RefusedExisting(row.changedAt(), row.text());
      case AttemptReport.MISSING -> new Stop.RefusedMissing(row.changedAt(), row.text());
      case null, default -> new Stop.Rejected(row.field(), row.changedAt(), row.text());
    };
  }

  /** The text of the last attempt says more than that the destination does not answer. */
  private static Stop retrying(SyncFacts facts, LedgerRow row) {
    Halt halt = facts.halt();
    if (halt != null && !halt.endsByItself()) {
      return new Stop.Halted(halt, Step.ACCEPTED);
    }
    return AttemptReport.WAITS_FOR_RECORD.equals(row.reason())
        ? new Stop.WaitsForAnotherRecord(row.notBefore(), row.text())
        : new Stop.Retrying(row.notBefore(), row.text());
  }
}
