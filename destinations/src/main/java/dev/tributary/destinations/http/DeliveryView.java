package dev.tributary.destinations.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.DeliveryQueries.Attempt;
import dev.tributary.destinations.postgres.DeliveryQueries.Row;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is shown.
 *
 * @param record the match value, or the event's id
 * @param operation {@code write} or {@code remove}
 * @param version of the desired content
 * @param deliveredVersion of what the destination has
 * @param cause why it stands still, where it does
 * @param waitsFor the delivery of the record that this membership needs first
 * @param attempts with requests and answers, where one delivery is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Delivery")
public record DeliveryView(
    String id,
    String destination,
    String sync,
    String object,
    @Nullable JsonNode record,
    @Nullable String profile,
    String operation,
    State state,
    @Nullable CauseOf cause,
    long version,
    @Nullable Long deliveredVersion,
    @Nullable String vendorId,
    @Nullable String waitsFor,
    int attempt,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant deliveredAt,
    Instant desiredAt,
    Instant changedAt,
    String rootEvent,
    @Nullable List<AttemptView> attempts) {

  /**
   * Why a delivery stands still.
   *
   * @param code {@code consent}, {@code rejected}, {@code transient}, {@code no-answer}, …
   * @param words the vendor's own, or the purpose
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DeliveryCause")
  public record CauseOf(String code, @Nullable String field, @Nullable JsonNode words) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Attempt")
  public record AttemptView(
      String id,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String outcome,
      int deliveries,
      List<ExchangeView> exchanges) {
    private boolean tells() {
      return exchanges.stream().anyMatch(ExchangeView::tells);
    }
  }

  static DeliveryView of(Row row, Exposure exposure) {
    return of(row, null, exposure);
  }

  static DeliveryView of(Row row, @Nullable List<Attempt> attempts, Exposure exposure) {
    boolean waiting = row.state() == State.PENDING || row.state() == State.RETRYING;
    boolean held = waiting && row.parent() != null && row.notBefore() == null;
    return new DeliveryView(
        row.id(),
        row.destination(),
        row.sync(),
        row.object(),
        exposure.record(row.destination(), row.sync(), Ids.time(row.id())).text(row.record()),
        row.profile(),
        row.removal() ? "remove" : "write",
        row.state(),
        cause(row, masks(row, row.changedAt(), exposure)),
        row.version(),
        row.deliveredVersion(),
        row.vendorId(),
        held ? row.parent() : null,
        row.attempt(),
        waiting ? row.notBefore() : null,
        row.deliveredAt(),
        row.desiredAt(),
        row.changedAt(),
        row.rootEvent(),
        attempts == null
            ? null
            : attempts.stream()
                .map(attempt -> attempt(attempt, masks(row, attempt.startedAt(), exposure)))
                .toList());
  }

  /** Whether it shows whom it is of, or what was sent or said of them. */
  boolean tells() {
    return Masks.tells(record)
        || (state != State.WITHHELD && cause != null && Masks.tells(cause.words()))
        || (attempts != null && attempts.stream().anyMatch(AttemptView::tells));
  }

  /** Whether it shows what was sent of others together with it. */
  boolean tellsOfOthers() {
    return attempts != null
        && attempts.stream().anyMatch(each -> each.deliveries() > 1 && each.tells());
  }

  private static Masks masks(Row row, Instant at, Exposure exposure) {
    return exposure.sent(row.destination(), row.sync(), at);
  }

  private static @Nullable CauseOf cause(Row row, Masks masks) {
    String reason = row.reason();
    if (reason == null) {
      return null;
    }
    // A purpose is nobody's data; the vendor's words may repeat what was sent.
    Masks ofWords = row.state() == State.WITHHELD ? Masks.SHOWN : masks;
    return new CauseOf(reason, row.field(), ofWords.text(row.words()));
  }

  private static AttemptView attempt(Attempt attempt, Masks masks) {
    return new AttemptView(
        attempt.id(),
        attempt.startedAt(),
        attempt.endedAt(),
        attempt.outcome(),
        attempt.deliveries(),
        attempt.exchanges().stream().map(exchange -> ExchangeView.of(exchange, masks)).toList());
  }
}
