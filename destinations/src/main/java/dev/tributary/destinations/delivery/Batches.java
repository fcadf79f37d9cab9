package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Target;
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
        .build();
  }

  private static Item item(Catalogue.Sync sync, ClaimedDelivery row) {
    FieldMapping match = sync.spec().match();
    return ItemBuilder.builder()
        .delivery(row.id())
        .matchField(match == null ? null : match.field())
        .matchValue(row.event() ? eventId(row) : row.key().value())
        .deliveredAs(row.deliveredAs())
        .vendorId(row.vendorId())
        .parentVendorId(row.parentVendorId())
        .fields(row.content().fields())
        .version(row.version())
        .hash(row.hash())
        .since(row.desiredAt())
        .position(row.jobItem())
        .build();
  }

  private static String eventId(ClaimedDelivery row) {
    String value = row.key().value();
    return value.substring(0, value.indexOf('/'));
  }
}
