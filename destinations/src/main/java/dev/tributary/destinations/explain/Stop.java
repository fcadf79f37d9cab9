package dev.tributary.destinations.explain;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.sync.ValueSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a person does not reach the next step on the way to a destination. */
public sealed interface Stop {

  /** The sync sends the members of this audience, and the person is not one of them. */
  record NotInAudience(AudienceId audience) implements Stop {}

  /** The sync sends rows of a model. The person of a row is unknown, or hidden from the caller. */
  record SendsRows() implements Stop {}

  /** The sync sends rows of a model that name people, and no row names the person. */
  record NoRow() implements Stop {}

  /** The sync sends events, and no event of the person has reached it. */
  record NoEvent() implements Stop {}

  /** The newest data of the person have not arrived at this service yet. */
  record Undecided() implements Stop {}

  /** The value that names the person's record at the destination is not known. */
  record NoValue(ValueSource from) implements Stop {}

  /**
   * The person has a trait with the name of the identifier, but its value does not count as an
   * identifier, for example because it is invalid.
   */
  record LeftOut(ValueSource.IdentifierOf from) implements Stop {}

  record Denied(String purpose) implements Stop {}

  /** The person never answered about this purpose, and no answer does not allow it. */
  record Unanswered(String purpose) implements Stop {}

  /** The record with the person's match value belongs to another person, or to a row. */
  record Shared() implements Stop {}

  /** Nothing is sent at the moment. */
  record Halted(Halt halt, Step missed) implements Stop {}

  /** A backfill is running, and has not reached the person yet. */
  record Backfilling(Instant since) implements Stop {}

  /** An unmerge of the person is incomplete. */
  record Unmerging() implements Stop {}

  /** The membership of the list waits until the record has an id at the vendor. */
  record WaitsForRecord() implements Stop {}

  /** The destination accepts no more requests until this time. */
  record RateLimited(Instant until, @Nullable VendorText words) implements Stop {}

  /**
   * The delivery waits for its turn.
   *
   * @param since null if the sync has not reached the person yet
   */
  record Pending(@Nullable Instant since) implements Stop {}

  /** Consent did not allow this purpose when the delivery was due. */
  record Withheld(@Nullable String purpose, Instant since, Step missed) implements Stop {}

  record InFlight(Instant since) implements Stop {}

  /** In a job of the vendor, which is asked for the result later. */
  record Submitted(Instant since, @Nullable Instant until, @Nullable VendorText words)
      implements Stop {}

  /** The record refers to another record that the destination does not have yet. */
  record WaitsForAnotherRecord(@Nullable Instant until, @Nullable VendorText words)
      implements Stop {}

  /** The account of the destination has spent its quota until this time. */
  record QuotaSpent(Instant until, @Nullable VendorText words) implements Stop {}

  /** The vendor has not said yet to which account the credentials of the destination belong. */
  record WaitsForAccount(Instant until, @Nullable VendorText words) implements Stop {}

  /** The list or another place of the record is being created at the destination. */
  record WaitsForPlace(Instant until, @Nullable VendorText words) implements Stop {}

  /** The sync only creates records, and the destination has this one already. */
  record RefusedExisting(Instant since, @Nullable VendorText words) implements Stop {}

  /** The sync only updates records, and the destination does not have this one. */
  record RefusedMissing(Instant since, @Nullable VendorText words) implements Stop {}

  record Retrying(@Nullable Instant until, @Nullable VendorText words) implements Stop {}

  record Uncertain(Instant since, @Nullable VendorText words) implements Stop {}

  record Rejected(@Nullable String field, Instant since, @Nullable VendorText words)
      implements Stop {}

  record Dead(Instant since, @Nullable VendorText words) implements Stop {}

  /** The first step that the person does not reach. */
  default Step missed() {
    return switch (this) {
      case NotInAudience _, SendsRows _, NoRow _, NoEvent _ -> Step.PEOPLE;
      case Undecided _, NoValue _, LeftOut _ -> Step.IDENTIFIER;
      case Denied _, Unanswered _ -> Step.CONSENT;
      case Shared _,
          Backfilling _,
          Unmerging _,
          WaitsForRecord _,
          RateLimited _,
          QuotaSpent _,
          WaitsForAccount _,
          WaitsForPlace _,
          Pending _ ->
          Step.SENT;
      case InFlight _,
          Submitted _,
          WaitsForAnotherRecord _,
          Retrying _,
          Uncertain _,
          Rejected _,
          RefusedExisting _,
          RefusedMissing _,
          Dead _ ->
          Step.ACCEPTED;
      case Halted(Halt _, Step missed) -> missed;
      case Withheld(String _, Instant _, Step missed) -> missed;
    };
  }

  /** For programs. */
  default String code() {
    return switch (this) {
      case NotInAudience _ -> "not-in-audience";
      case SendsRows _ -> "sends-rows";
      case NoRow _ -> "no-row";
      case NoEvent _ -> "no-event";
      case Undecided _ -> "undecided";
      case NoValue _ -> "no-identifier";
      case LeftOut _ -> "left-out";
      case Denied _ -> "consent-denied";
      case Unanswered _ -> "consent-unknown";
      case Shared _ -> "shared";
      case Halted(Halt halt, Step _) -> halt.code();
      case Backfilling _ -> "backfill";
      case Unmerging _ -> "unmerge";
      case WaitsForRecord _ -> "waits-for-record";
      case RateLimited _ -> "rate-limited";
      case Pending _ -> "pending";
      case Withheld _ -> "withheld";
      case InFlight _ -> "in-flight";
      case Submitted _ -> "submitted";
      case WaitsForAnotherRecord _ -> "waits-for-another-record";
      case QuotaSpent _ -> "quota-spent";
      case WaitsForAccount _ -> "waits-for-account";
      case WaitsForPlace _ -> "waits-for-place";
      case RefusedExisting _ -> "exists";
      case RefusedMissing _ -> "missing";
      case Retrying _ -> "retrying";
      case Uncertain _ -> "uncertain";
      case Rejected _ -> "rejected";
      case Dead _ -> "dead";
    };
  }
}
