package dev.tributary.destinations.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.destinations.desired.Parted;
import dev.tributary.destinations.desired.Parted.Expected;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Delivery.Change;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What would be sent of the two whom an unmerge makes of one person. */
@Schema(name = "UnmergeDeliveries")
public record UnmergeDeliveries(List<ExpectedDelivery> stays, List<ExpectedDelivery> leaves) {

  /**
   * @param record the match value; of a membership of a list, the member's
   * @param fields what the record would hold; of a removal, nothing
   * @param withheldFor the purpose that keeps it from going
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ExpectedDelivery")
  public record ExpectedDelivery(
      Change change,
      String destination,
      String sync,
      String object,
      @Nullable JsonNode record,
      JsonNode fields,
      @Nullable String withheldFor) {
    static ExpectedDelivery of(Expected expected, Exposure exposure) {
      Delivery delivery = expected.delivery();
      String destination = delivery.key().destination();
      return new ExpectedDelivery(
          expected.change(),
          destination,
          expected.sync().id(),
          delivery.object(),
          exposure
              .record(destination, expected.sync().id(), made(expected.member()))
              .text(expected.member().key().value()),
          fields(expected, exposure),
          expected.withheldFor());
    }

    private static Instant made(Delivery delivery) {
      return delivery.id().startsWith(Parted.NEW_DELIVERY)
          ? Instant.now()
          : Ids.time(delivery.id());
    }

    private static ObjectNode fields(Expected expected, Exposure exposure) {
      ObjectNode fields = expected.delivery().content().fields();
      ObjectNode seen = fields.objectNode();
      if (expected.change() != Change.REMOVE) {
        fields.forEachEntry(
            (field, value) -> seen.set(field, masks(expected, exposure, field).of(value)));
      }
      return seen;
    }

    /** Where several syncs fill a record, it is shown as a whole or not at all. */
    private static Masks masks(Expected expected, Exposure exposure, String field) {
      Set<String> from = expected.delivery().content().bySync().keySet();
      return from.equals(Set.of(expected.sync().id()))
          ? Masks.where(exposure.values(expected.sync()).field(field))
          : exposure.wouldSend(expected.sync());
    }
  }

  /** Whether it shows a value that is not masked. */
  boolean tells() {
    return Stream.of(stays, leaves)
        .flatMap(List::stream)
        .anyMatch(each ->
            Masks.tells(each.record()) || each.fields().valueStream().anyMatch(Masks::tells));
  }

  static UnmergeDeliveries of(List<Expected> expected, Exposure exposure) {
    return new UnmergeDeliveries(side(expected, false, exposure), side(expected, true, exposure));
  }

  private static List<ExpectedDelivery> side(
      List<Expected> expected, boolean leaves, Exposure exposure) {
    return expected.stream()
        .filter(each -> each.ofWhoLeaves() == leaves)
        .map(each -> ExpectedDelivery.of(each, exposure))
        .toList();
  }
}
