package dev.tributary.destinations.http.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.deliveries.DeliveryAttempt;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.destinations.http.ExchangeView;
import dev.tributary.destinations.http.Masking;
import dev.tributary.destinations.http.visibility.ExchangeVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.PersonNames;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.State;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.PersonLabel;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in an answer of the API.
 *
 * @param id made by Tributary; never changes
 * @param destination the id of the destination
 * @param sync the id of the sync
 * @param object the object at the destination, for example {@code contacts}
 * @param record the match value, or the event's id; of a membership, the match value of its member
 * @param event the name of the event; absent for other records, and for events whose deliveries are
 *     older than this field
 * @param profile the profile of the record; absent if there is none, and absent if the sync takes
 *     an audience and the caller may not read personal data. The same holds for vendorId, waitsFor
 *     and rootEvent, which identify the person
 * @param person the person's name, e-mail address or the end of the id; absent without a profile
 * @param operation {@code write} or {@code remove}
 * @param state how far the delivery is
 * @param cause why the delivery is stuck, or what is unknown about a received one; absent if there
 *     is nothing to say
 * @param version the version of the desired content
 * @param deliveredVersion the version of the content that the destination has, or has received
 * @param atDestination whether the destination has the record: {@code present}, {@code absent} or
 *     {@code unknown}, if an attempt had no answer, or if the destination has received the record
 *     and never confirms more. An earlier version counts too
 * @param vendorId the id that the destination gave to the record; absent if it is not known
 * @param waitsFor the delivery of the record that this membership needs first
 * @param attempt how many attempts there were; it begins again from 0 with new content and with a
 *     retry
 * @param nextAttemptAt when the next attempt is due, or when the destination is asked for the
 *     result of a job; absent if none is planned
 * @param deliveredAt when the destination last accepted or received the record; absent if it never
 *     did
 * @param confirmed whether the destination confirmed the record then; false if it only received it;
 *     absent without {@code deliveredAt}
 * @param createdAt when the delivery was created; new content of the record does not change it
 * @param desiredAt since when this content is desired
 * @param changedAt when the delivery last changed its state
 * @param rootEvent the event, row or command that the desired content follows from
 * @param attempts the attempts with their requests and answers; only if the request names one
 *     delivery
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Delivery")
public record DeliveryView(
    String id,
    DestinationId destination,
    SyncId sync,
    String object,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode record,
    @Nullable String event,
    @Nullable ProfileId profile,
    @Nullable PersonLabel person,
    String operation,
    State state,
    @Nullable CauseOf cause,
    long version,
    @Nullable Long deliveredVersion,
    Presence atDestination,
    @Nullable String vendorId,
    @Nullable String waitsFor,
    int attempt,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant deliveredAt,
    @Nullable Boolean confirmed,
    Instant createdAt,
    Instant desiredAt,
    Instant changedAt,
    @Nullable String rootEvent,
    @Nullable List<AttemptView> attempts) {

  /**
   * Why a delivery is stuck.
   *
   * @param code {@code consent}, {@code rejected}, {@code exists}, {@code missing}, {@code
   *     partly-refused}, {@code waits-for-another-record}, {@code transient}, {@code no-answer}, …
   * @param field the field that the destination refused; null if the answer names none
   * @param words the vendor's own text, or the purpose
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DeliveryCause")
  public record CauseOf(
      String code,
      @Nullable String field,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode words) {}

  /**
   * One request that carries a delivery, possibly with others in one batch.
   *
   * @param id made by Tributary; never changes
   * @param startedAt when the attempt was stored, just before the first byte left
   * @param endedAt when the answer arrived; null without an answer
   * @param outcome the result of the attempt; null while it is not known
   * @param deliveries how many deliveries the attempt carried
   * @param refusals the refusals that the destination reported only as numbers, without the
   *     deliveries; absent if there are none
   * @param exchanges the requests and their answers, in order
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Attempt")
  public record AttemptView(
      String id,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String outcome,
      int deliveries,
      @Nullable List<RefusalView> refusals,
      List<ExchangeView> exchanges) {
    private boolean showsPersonalData() {
      return exchanges.stream().anyMatch(ExchangeView::showsPersonalData)
          || (refusals != null
              && refusals.stream().anyMatch(each -> MaskedValue.isShown(each.reason())));
    }
  }

  /**
   * Refusals that the destination reported only as a number.
   *
   * @param reason the destination's own text
   * @param count how many deliveries of the attempt it refused for this reason
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "CountedRefusal")
  public record RefusalView(
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode reason, long count) {}

  static DeliveryView of(
      DeliveryRow row,
      ExchangeVisibility exchangeVisibility,
      MemberVisibility members,
      PersonNames names) {
    return of(row, null, exchangeVisibility, members, names);
  }

  static DeliveryView of(
      DeliveryRow row,
      @Nullable List<DeliveryAttempt> attempts,
      ExchangeVisibility exchangeVisibility,
      MemberVisibility members,
      PersonNames names) {
    boolean shown = !members.conceals(row.sync());
    ProfileId profile = shown ? row.profile() : null;
    boolean waiting = row.state() == State.PENDING || row.state() == State.RETRYING;
    boolean held = waiting && row.parent() != null && row.notBefore() == null;
    return DeliveryViewBuilder.builder()
        .id(row.id())
        .destination(row.destination())
        .sync(row.sync())
        .object(row.object())
        .record(
            exchangeVisibility
                .record(row.destination(), row.sync(), Ids.time(row.id()))
                .text(row.record()))
        .event(row.eventName())
        .profile(profile)
        .person(profile == null ? null : names.of(profile))
        .operation(row.removal() ? "remove" : "write")
        .state(row.state())
        .cause(cause(row, exchangeVisibility))
        .version(row.version())
        .deliveredVersion(row.deliveredVersion())
        .atDestination(row.presence())
        .vendorId(shown ? row.vendorId() : null)
        .waitsFor(shown && held ? row.parent() : null)
        .attempt(row.attempt())
        .nextAttemptAt(waiting || row.state() == State.SUBMITTED ? row.notBefore() : null)
        .deliveredAt(row.deliveredAt())
        .confirmed(row.deliveredAt() == null ? null : row.confirmed())
        .createdAt(Ids.time(row.id()))
        .desiredAt(row.desiredAt())
        .changedAt(row.changedAt())
        .rootEvent(shown ? row.rootEvent() : null)
        .attempts(
            attempts == null
                ? null
                : attempts.stream()
                    .map(attempt ->
                        attempt(
                            attempt,
                            masks(row, attempt.startedAt(), exchangeVisibility),
                            exchangeVisibility.addresses()))
                    .toList())
        .build();
  }

  /** Whether the view shows the profile, or data that was sent or said about it. */
  boolean showsPersonalData() {
    return MaskedValue.isShown(record)
        || (state != State.WITHHELD && cause != null && MaskedValue.isShown(cause.words()))
        || (attempts != null && attempts.stream().anyMatch(AttemptView::showsPersonalData));
  }

  /** Whether the view shows data of other deliveries that were sent in the same request. */
  boolean showsOtherDeliveries() {
    return attempts != null
        && attempts.stream().anyMatch(each -> each.deliveries() > 1 && each.showsPersonalData());
  }

  private static Masking masks(DeliveryRow row, Instant at, ExchangeVisibility exchangeVisibility) {
    return exchangeVisibility.sent(row.destination(), row.sync(), at);
  }

  private static @Nullable CauseOf cause(DeliveryRow row, ExchangeVisibility exchangeVisibility) {
    String reason = row.reason();
    if (reason == null) {
      return null;
    }
    Masking words =
        exchangeVisibility.words(row.state(), row.destination(), row.sync(), row.changedAt());
    return new CauseOf(reason, row.field(), words.text(row.words()));
  }

  private static AttemptView attempt(
      DeliveryAttempt attempt, Masking masks, AddressVisibility addresses) {
    return new AttemptView(
        attempt.id(),
        attempt.startedAt(),
        attempt.endedAt(),
        attempt.outcome(),
        attempt.deliveries(),
        attempt.refusals().isEmpty()
            ? null
            : attempt.refusals().stream()
                .map(refusal -> new RefusalView(masks.text(refusal.reason()), refusal.count()))
                .toList(),
        attempt.exchanges().stream()
            .map(exchange -> ExchangeView.of(exchange, masks, addresses))
            .toList());
  }
}
