package dev.tributary.destinations.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.runtime.openapi.ValueSchemas;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The result of a test.
 *
 * @param ok whether the destination accepted the request
 * @param outcome {@code delivered}, {@code accepted}, {@code submitted}, {@code rejected}, {@code
 *     unauthorised}, …
 * @param field the setting or the field that is wrong; null if the answer names none
 * @param words the vendor's text, if the record was not delivered; it may repeat data that was sent
 * @param exchanges the requests and their answers, in order
 * @param account the vendor's account that the credentials belong to; absent if the vendor does not
 *     name it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TestOutcome")
public record TestView(
    boolean ok,
    String outcome,
    @Nullable String field,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode words,
    List<ExchangeView> exchanges,
    @Nullable AccountView account) {

  private TestView(
      boolean ok,
      String outcome,
      @Nullable String field,
      @Nullable JsonNode words,
      List<ExchangeView> exchanges) {
    this(ok, outcome, field, words, exchanges, null);
  }

  /**
   * The result of a test of a record that is not sent.
   *
   * @param invalid the fields whose values cannot be made, at least one; their words have no values
   */
  public static TestView ofInvalid(List<InvalidField> invalid) {
    String words =
        invalid.stream()
            .map(each -> each.field() + ": " + each.explanation())
            .collect(Collectors.joining("; "));
    return new TestView(
        false, "rejected", invalid.getFirst().field(), TextNode.valueOf(words), List.of());
  }

  /** The result of a test with one record. */
  public static TestView of(BatchSender.Sent sent, Masking masks, AddressVisibility addresses) {
    return of(sent.outcomes().getFirst(), sent.exchanges(), masks, addresses);
  }

  /** The result of a test of a destination, whose requests have no personal data. */
  public static TestView of(BatchSender.Tested tested, AddressVisibility addresses) {
    TestView view = of(tested.outcome(), tested.exchanges(), Masking.SHOWN, addresses);
    return new TestView(
        view.ok(),
        view.outcome(),
        view.field(),
        view.words(),
        view.exchanges(),
        AccountView.ofOptional(tested.account()));
  }

  private static TestView of(
      Outcome outcome,
      List<Egress.Exchange> exchanged,
      Masking masks,
      AddressVisibility addresses) {
    List<ExchangeView> exchanges =
        exchanged.stream().map(exchange -> ExchangeView.of(exchange, masks, addresses)).toList();
    return switch (outcome) {
      case Outcome.Delivered delivered -> new TestView(true, "delivered", null, null, exchanges);
      case Outcome.Accepted accepted -> new TestView(true, "accepted", null, null, exchanges);
      case Outcome.PartlyRefused refused ->
          new TestView(true, "accepted", null, masks.text(refused.words()), exchanges);
      case Outcome.Submitted(String job, var askAt, String words, _) ->
          new TestView(true, "submitted", null, masks.text(words), exchanges);
      case Outcome.ResultUnknown(String words) ->
          new TestView(false, "result-unknown", null, masks.text(words), exchanges);
      case Outcome.NotRepeated(String words) ->
          new TestView(false, "no-answer", null, masks.text(words), exchanges);
      case Outcome.RefusedExisting(String words) ->
          new TestView(false, "exists", null, masks.text(words), exchanges);
      case Outcome.RefusedMissing(String words) ->
          new TestView(false, "missing", null, masks.text(words), exchanges);
      case Outcome.WaitsForRecord(String words) ->
          new TestView(false, "waits-for-another-record", null, masks.text(words), exchanges);
      case Outcome.QuotaSpent(var until, String words) ->
          new TestView(false, "quota-spent", null, masks.text(words), exchanges);
      case Outcome.Rejected(String field, String words) ->
          new TestView(false, "rejected", field, masks.text(words), exchanges);
      case Outcome.RefusedTogether(String field, String words) ->
          new TestView(false, "rejected", field, masks.text(words), exchanges);
      case Outcome.RateLimited(var until, String words) ->
          new TestView(false, "rate-limited", null, masks.text(words), exchanges);
      case Outcome.HeldBack(var until, String words) ->
          new TestView(false, "rate-limited", null, masks.text(words), exchanges);
      case Outcome.WaitsForAccount(var until, String words) ->
          new TestView(false, "waits-for-account", null, masks.text(words), exchanges);
      case Outcome.WaitsForPlace(var until, String words) ->
          new TestView(false, "waits-for-place", null, masks.text(words), exchanges);
      case Outcome.Unauthorised(String words) ->
          new TestView(false, "unauthorised", null, masks.text(words), exchanges);
      case Outcome.UnusableCredentials(var reason, String words) ->
          new TestView(false, reason.wireName(), null, masks.text(words), exchanges);
      case Outcome.Gone(String words) ->
          new TestView(false, "gone", null, masks.text(words), exchanges);
      case Outcome.Transient(String words, var notBefore) ->
          new TestView(false, "transient", null, masks.text(words), exchanges);
      case Outcome.Missing(String words) ->
          new TestView(false, "transient", null, masks.text(words), exchanges);
      case Outcome.Exists(var vendorId, String words) ->
          new TestView(false, "transient", null, masks.text(words), exchanges);
      case Outcome.PlaceGone(String words) ->
          new TestView(false, "transient", null, masks.text(words), exchanges);
      case Outcome.Ambiguous(String words, var notBefore) ->
          new TestView(false, "no-answer", null, masks.text(words), exchanges);
      case Outcome.Misconfigured(String setting, String words) ->
          new TestView(false, "misconfigured", setting, masks.text(words), exchanges);
    };
  }
}
