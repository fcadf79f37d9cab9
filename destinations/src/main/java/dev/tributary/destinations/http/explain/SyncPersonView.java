package dev.tributary.destinations.http.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.explain.Explanation;
import dev.tributary.destinations.explain.Halt;
import dev.tributary.destinations.explain.LedgerRow;
import dev.tributary.destinations.explain.Remainder;
import dev.tributary.destinations.explain.Stop;
import dev.tributary.destinations.explain.VendorText;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.http.visibility.ExchangeVisibility;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.runtime.openapi.ValueSchemas;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far one person gets on the way of one sync.
 *
 * @param sync the id of the sync
 * @param delivered whether the destination has exactly the current content, the newest event, or
 *     the rows of a model that name the person
 * @param received whether the destination has received this content, and never confirms more; then
 *     {@code delivered} is false
 * @param steps the steps of such a sync, in order
 * @param stop why the person gets no further; absent if {@code delivered} or {@code received} is
 *     true
 * @param delivery the delivery that shows it; absent if there is none
 * @param remainders what became of earlier deliveries, if the person's consent does not allow the
 *     sync; empty otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SyncPerson")
public record SyncPersonView(
    SyncId sync,
    boolean delivered,
    boolean received,
    List<StepView> steps,
    @Nullable StopView stop,
    @Nullable LastDeliveryView delivery,
    List<RemainderView> remainders) {

  /**
   * A step on the way to the destination.
   *
   * @param step as in the funnel of the sync: {@code people}, {@code identifier}, {@code consent},
   *     {@code sent} or {@code accepted}. Syncs of events and of models have no {@code identifier}.
   *     A sync of a model has only {@code people} if the person of a row is unknown, or hidden from
   *     the caller
   * @param reached whether the person reaches the step
   */
  @Schema(name = "SyncPersonStep")
  public record StepView(Step step, boolean reached) {}

  /**
   * Why a person does not reach a step.
   *
   * @param step the first step that the person does not reach
   * @param code {@code not-in-audience}, {@code sends-rows}, {@code no-row}, {@code no-event},
   *     {@code undecided}, {@code no-identifier}, {@code left-out}, {@code consent-denied}, {@code
   *     consent-unknown}, {@code shared}, {@code destination-paused}, {@code
   *     destination-unauthorised}, {@code destination-gone}, {@code destination-grant-revoked},
   *     {@code destination-not-connected}, {@code destination-another-account}, {@code
   *     destination-account-unknown}, {@code destination-failing}, {@code sync-paused}, {@code
   *     sync-misconfigured}, {@code backfill}, {@code unmerge}, {@code waits-for-record}, {@code
   *     rate-limited}, {@code quota-spent}, {@code waits-for-account}, {@code waits-for-place},
   *     {@code pending}, {@code withheld}, {@code in-flight}, {@code submitted}, {@code retrying},
   *     {@code waits-for-another-record}, {@code uncertain}, {@code rejected}, {@code exists},
   *     {@code missing} or {@code dead}
   * @param audience the audience that the person is not in
   * @param from the value that is missing, and that names the person's record at the destination
   * @param purpose the purpose that is not allowed
   * @param field the field that the destination refused
   * @param words the destination's own text, which may repeat data that was sent
   * @param since since when the person stops here
   * @param until when the next attempt is due, or when the destination is asked for the result
   */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SyncPersonStop")
  public record StopView(
      Step step,
      String code,
      @Nullable AudienceId audience,
      @Nullable ValueSource from,
      @Nullable String purpose,
      @Nullable String field,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode words,
      @Nullable Instant since,
      @Nullable Instant until) {

    /** Without what only some reasons have. */
    private static StopView of(Step step, String code) {
      return SyncPersonViewStopViewBuilder.builder()
          .step(step)
          .code(code)
          .audience(null)
          .from(null)
          .purpose(null)
          .field(null)
          .words(null)
          .since(null)
          .until(null)
          .build();
    }
  }

  /**
   * The delivery that shows how far a person gets. If the person is no longer in the audience, this
   * is the last one.
   *
   * @param id the id of the delivery
   * @param operation {@code write} or {@code remove}
   * @param state how far the delivery is
   * @param deliveredAt when the destination last accepted or received it; absent if it never did
   * @param confirmed whether the destination confirmed it then; false if it only received it;
   *     absent without {@code deliveredAt}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SyncPersonDelivery")
  public record LastDeliveryView(
      String id,
      String operation,
      State state,
      @Nullable Instant deliveredAt,
      @Nullable Boolean confirmed) {
    private static LastDeliveryView of(LedgerRow row) {
      return new LastDeliveryView(
          row.id(),
          row.removal() ? "remove" : "write",
          row.state(),
          row.deliveredAt(),
          row.deliveredAt() == null ? null : row.confirmed());
    }
  }

  /**
   * The result of an earlier delivery, for a person whose consent does not allow the sync.
   *
   * @param delivery the id of the delivery
   * @param object the object at the destination, for example {@code contacts}
   * @param status {@code stays}: no sync removes it; {@code removing}: its removal is on its way;
   *     {@code removal-stuck}: its removal needs a user; {@code removed}: the destination has
   *     accepted the removal, or has received it
   * @param certain false if an attempt had no answer, or if the destination only confirms that it
   *     has received the record or its removal: so it may have the record
   * @param removal what a removal does at the destination, as the connector declares it: {@code
   *     deleted}, {@code archived}, {@code leaves-list}, {@code told} or {@code impossible}
   * @param deliveredAt when the destination last accepted the record or its removal; absent if it
   *     never did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SyncPersonRemainder")
  public record RemainderView(
      String delivery,
      String object,
      Remainder.RemovalStatus status,
      boolean certain,
      Removal removal,
      @Nullable Instant deliveredAt) {
    private static RemainderView of(Remainder remainder) {
      LedgerRow row = remainder.row();
      return new RemainderView(
          row.id(),
          remainder.object().name(),
          remainder.status(),
          row.presence() != Presence.UNKNOWN,
          remainder.object().removal(),
          row.deliveredAt());
    }
  }

  static SyncPersonView of(Explanation explanation, ExchangeVisibility visibility) {
    Stop stop = explanation.stop();
    LedgerRow row = explanation.row();
    return new SyncPersonView(
        explanation.sync().id(),
        stop == null && !explanation.received(),
        explanation.received(),
        explanation.steps().stream()
            .map(step -> new StepView(step, explanation.reaches(step)))
            .toList(),
        stop == null ? null : view(stop, explanation.sync(), visibility),
        row == null ? null : LastDeliveryView.of(row),
        explanation.remainders().stream().map(RemainderView::of).toList());
  }

  private static StopView view(Stop stop, Sync sync, ExchangeVisibility visibility) {
    Function<@Nullable VendorText, @Nullable JsonNode> words =
        text ->
            text == null
                ? null
                : visibility.sent(sync.destination().id(), sync.id(), text.at()).text(text.text());
    SyncPersonViewStopViewBuilder view =
        SyncPersonViewStopViewBuilder.builder(StopView.of(stop.missed(), stop.code()));
    return (switch (stop) {
          case Stop.NotInAudience(AudienceId audience) -> view.audience(audience);
          case Stop.NoValue(ValueSource from) -> view.from(from);
          case Stop.LeftOut(ValueSource.IdentifierOf from) -> view.from(from);
          case Stop.Denied(String purpose) -> view.purpose(purpose);
          case Stop.Unanswered(String purpose) -> view.purpose(purpose);
          case Stop.Withheld(String purpose, Instant since, Step _) ->
              view.purpose(purpose).since(since);
          case Stop.Halted(Halt halt, Step _) ->
              view.since(halt.since()).words(words.apply(halt.text()));
          case Stop.Backfilling(Instant since) -> view.since(since);
          case Stop.Pending(Instant since) -> view.since(since);
          case Stop.InFlight(Instant since) -> view.since(since);
          case Stop.RateLimited(Instant until, VendorText text) ->
              view.until(until).words(words.apply(text));
          case Stop.Retrying(Instant until, VendorText text) ->
              view.until(until).words(words.apply(text));
          case Stop.Submitted(Instant since, Instant until, VendorText text) ->
              view.since(since).until(until).words(words.apply(text));
          case Stop.WaitsForAnotherRecord(Instant until, VendorText text) ->
              view.until(until).words(words.apply(text));
          case Stop.QuotaSpent(Instant until, VendorText text) ->
              view.until(until).words(words.apply(text));
          case Stop.WaitsForAccount(Instant until, VendorText text) ->
              view.until(until).words(words.apply(text));
          case Stop.WaitsForPlace(Instant until, VendorText text) ->
              view.until(until).words(words.apply(text));
          case Stop.RefusedExisting(Instant since, VendorText text) ->
              view.since(since).words(words.apply(text));
          case Stop.RefusedMissing(Instant since, VendorText text) ->
              view.since(since).words(words.apply(text));
          case Stop.Uncertain(Instant since, VendorText text) ->
              view.since(since).words(words.apply(text));
          case Stop.Rejected(String field, Instant since, VendorText text) ->
              view.field(field).since(since).words(words.apply(text));
          case Stop.Dead(Instant since, VendorText text) ->
              view.since(since).words(words.apply(text));
          case Stop.SendsRows _,
              Stop.NoRow _,
              Stop.NoEvent _,
              Stop.Undecided _,
              Stop.Shared _,
              Stop.Unmerging _,
              Stop.WaitsForRecord _ ->
              view;
        })
        .build();
  }
}
