package dev.tributary.destinations.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.ledger.DeliveredFields.Selection;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import java.util.List;

/** Converts claimed rows to the batch that a connector gets. Pure. */
public final class Batches {
  private Batches() {}

  /**
   * @param target without secrets
   * @param rows of one sync, object and operation; at least one
   */
  public static Batch of(Target target, Catalogue.Sync sync, List<ClaimedDelivery> rows) {
    ClaimedDelivery first = rows.getFirst();
    List<Item> items = rows.stream().map(row -> item(sync, row)).toList();
    return BatchBuilder.builder()
        .target(target)
        .key(Batch.keyOf(items))
        .sync(sync.id())
        .object(first.object())
        .place(null)
        .operation(first.removal() ? Batch.Operation.REMOVE : Batch.Operation.WRITE)
        .syncSettings(sync.spec().settings())
        .items(items)
        .mode(sync.spec().mode())
        .mapping(sync.spec().mapping().stream().map(FieldMapping::field).toList())
        .furtherMatches(furtherMatches(sync, first))
        .build();
  }

  /** A list membership is not searched for. */
  private static List<String> furtherMatches(Catalogue.Sync sync, ClaimedDelivery row) {
    return row.removal() || row.event() || !sync.object().name().equals(row.object())
        ? List.of()
        : sync.furtherMatches();
  }

  private static Item item(Catalogue.Sync sync, ClaimedDelivery row) {
    FieldMapping match = sync.spec().match();
    ObjectNode all = row.content().fields();
    ObjectNode fields = row.delivered().toSend(all, selection(sync, row), row.setOnce());
    return ItemBuilder.builder()
        .delivery(row.id())
        .matchField(match == null ? null : match.field())
        .matchValue(row.event() ? eventId(row) : row.key().value())
        .deliveredAs(row.deliveredAs())
        .formerMatchValues(row.formerMatchValues())
        .vendorId(row.vendorId())
        .parentVendorId(row.parentVendorId())
        .fields(fields)
        .content(fields.size() == all.size() ? null : all)
        .version(row.version())
        .hash(row.hash())
        .since(row.desiredAt())
        .position(row.jobItem())
        .uncertain(row.uncertain())
        .build();
  }

  /**
   * A list membership has no fields. A record without an id of the vendor is another one there when
   * its match value changes.
   */
  private static Selection selection(Catalogue.Sync sync, ClaimedDelivery row) {
    boolean known = row.vendorId() != null || row.formerMatchValues().isEmpty();
    if (!known || !sync.object().changesOnly() || !sync.object().name().equals(row.object())) {
      return Selection.ALL;
    }
    return sync.object().confirms() == Confirmation.ACCEPTED
        ? Selection.DIFFER_FROM_RECEIVED
        : Selection.DIFFER_FROM_CONFIRMED;
  }

  private static String eventId(ClaimedDelivery row) {
    String value = row.key().value();
    return value.substring(0, value.indexOf('/'));
  }
}
