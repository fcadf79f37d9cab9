package dev.tributary.destinations.http.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.desired.UnmergedPair;
import dev.tributary.destinations.desired.UnmergedPair.Expected;
import dev.tributary.destinations.desired.UnmergedPair.Kept;
import dev.tributary.destinations.desired.UnmergedPair.Outlook;
import dev.tributary.destinations.http.Masking;
import dev.tributary.destinations.http.visibility.ExchangeVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Delivery.Change;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MaskedValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that an unmerge would cause for each of the two resulting profiles.
 *
 * @param stays the deliveries for the profile that stays
 * @param leaves the deliveries for the new profile
 * @param kept the records at destinations that the unmerge does not change
 */
@Schema(name = "UnmergeDeliveries")
public record UnmergeDeliveries(
    List<ExpectedDelivery> stays, List<ExpectedDelivery> leaves, KeptRecords kept) {

  /**
   * The records at destinations that an unmerge does not change, by the profile that has them
   * afterwards.
   *
   * @param stays the records of the profile that stays
   * @param leaves the records that the new profile takes over
   */
  @Schema(name = "KeptRecords")
  public record KeptRecords(List<KeptRecord> stays, List<KeptRecord> leaves) {}

  /**
   * A record at a destination that an unmerge does not change.
   *
   * @param destination the id of the destination
   * @param sync the id of the sync that changed the record last
   * @param object the object at the destination
   * @param record the match value
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "KeptRecord")
  public record KeptRecord(
      DestinationId destination,
      SyncId sync,
      String object,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode record) {
    static KeptRecord of(Kept kept, ExchangeVisibility exchangeVisibility) {
      Delivery delivery = kept.delivery();
      return new KeptRecord(
          delivery.key().destination(),
          kept.sync().id(),
          delivery.object(),
          shown(delivery, kept.sync().id(), exchangeVisibility));
    }
  }

  /**
   * A delivery that an unmerge would lead to.
   *
   * @param change {@code create}, {@code update} or {@code remove}: what would happen to the record
   * @param destination the id of the destination
   * @param sync the id of the sync
   * @param object the object at the destination
   * @param record the match value; of a list membership, the match value of the member
   * @param fields the desired content of the record; empty for a removal
   * @param withheldFor the purpose for which it would be withheld
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ExpectedDelivery")
  public record ExpectedDelivery(
      Change change,
      DestinationId destination,
      SyncId sync,
      String object,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode record,
      @Schema(ref = ValueSchemas.MASKABLE_FIELDS) JsonNode fields,
      @Nullable String withheldFor) {
    static ExpectedDelivery of(Expected expected, ExchangeVisibility exchangeVisibility) {
      Delivery delivery = expected.delivery();
      DestinationId destination = delivery.key().destination();
      return new ExpectedDelivery(
          expected.change(),
          destination,
          expected.sync().id(),
          delivery.object(),
          shown(expected.member(), expected.sync().id(), exchangeVisibility),
          fields(expected, exchangeVisibility),
          expected.withheldFor());
    }

    private static ObjectNode fields(Expected expected, ExchangeVisibility exchangeVisibility) {
      ObjectNode fields = expected.delivery().content().fields();
      ObjectNode seen = fields.objectNode();
      if (expected.change() != Change.REMOVE) {
        fields.forEachEntry((field, value) ->
            seen.set(field, masks(expected, exchangeVisibility, field).of(value)));
      }
      return seen;
    }

    /** If several syncs fill a record, the record is shown completely or not at all. */
    private static Masking masks(
        Expected expected, ExchangeVisibility exchangeVisibility, String field) {
      Set<SyncId> from = expected.delivery().content().bySync().keySet();
      return from.equals(Set.of(expected.sync().id()))
          ? Masking.where(exchangeVisibility.values(expected.sync()).field(field))
          : exchangeVisibility.wouldSend(expected.sync());
    }
  }

  private static @Nullable JsonNode shown(
      Delivery record, SyncId sync, ExchangeVisibility exchangeVisibility) {
    Instant made =
        record.id().startsWith(UnmergedPair.NEW_DELIVERY) ? Instant.now() : Ids.time(record.id());
    return exchangeVisibility
        .record(record.key().destination(), sync, made)
        .text(record.key().value());
  }

  /** Whether it shows a value that is not masked. */
  boolean showsPersonalData() {
    return Stream.of(stays, leaves)
            .flatMap(List::stream)
            .anyMatch(each ->
                MaskedValue.isShown(each.record())
                    || each.fields().valueStream().anyMatch(MaskedValue::isShown))
        || Stream.of(kept.stays(), kept.leaves())
            .flatMap(List::stream)
            .anyMatch(each -> MaskedValue.isShown(each.record()));
  }

  /** Leaves out deliveries of syncs whose people the caller may not see. */
  static UnmergeDeliveries of(
      Outlook outlook, ExchangeVisibility exchangeVisibility, MemberVisibility members) {
    List<Expected> expected =
        outlook.expected().stream().filter(each -> !members.conceals(each.sync().id())).toList();
    List<Kept> kept =
        outlook.kept().stream().filter(each -> !members.conceals(each.sync().id())).toList();
    return new UnmergeDeliveries(
        side(expected, false, exchangeVisibility),
        side(expected, true, exchangeVisibility),
        new KeptRecords(
            keptBy(kept, false, exchangeVisibility), keptBy(kept, true, exchangeVisibility)));
  }

  private static List<KeptRecord> keptBy(
      List<Kept> kept, boolean leaves, ExchangeVisibility exchangeVisibility) {
    return kept.stream()
        .filter(each -> each.ofWhoLeaves() == leaves)
        .map(each -> KeptRecord.of(each, exchangeVisibility))
        .toList();
  }

  private static List<ExpectedDelivery> side(
      List<Expected> expected, boolean leaves, ExchangeVisibility exchangeVisibility) {
    return expected.stream()
        .filter(each -> each.ofWhoLeaves() == leaves)
        .map(each -> ExpectedDelivery.of(each, exchangeVisibility))
        .toList();
  }
}
