package dev.tributary.destinations.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Converts claimed rows to the batch that a connector gets. Pure. */
public final class Batches {
  private Batches() {}

  /**
   * @param target without secrets
   * @param rows of one sync, object and operation; at least one
   */
  public static Batch of(Target target, Catalogue.Sync sync, List<ClaimedDelivery> rows) {
    ClaimedDelivery first = rows.getFirst();
    return new Batch(
        target,
        key(rows),
        sync.id(),
        first.object(),
        null,
        first.removal() ? Batch.Operation.REMOVE : Batch.Operation.WRITE,
        sync.spec().settings(),
        rows.stream().map(row -> item(sync, row)).toList());
  }

  /** The first 128 bits of SHA-256 over the ids and versions of the rows, in order. */
  private static String key(List<ClaimedDelivery> rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ClaimedDelivery row : rows) {
        digest.update((row.id() + ':' + row.version() + '\n').getBytes(StandardCharsets.UTF_8));
      }
      return "msg_" + HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static Item item(Catalogue.Sync sync, ClaimedDelivery row) {
    FieldMapping match = sync.spec().match();
    ObjectNode all = row.content().fields();
    ObjectNode fields = row.delivered().toSend(all, sendsChangesOnly(sync, row), row.setOnce());
    return ItemBuilder.builder()
        .delivery(row.id())
        .matchField(match == null ? null : match.field())
        .matchValue(row.event() ? eventId(row) : row.key().value())
        .deliveredAs(row.deliveredAs())
        .formerMatchValues(formerMatchValues(row))
        .vendorId(row.vendorId())
        .parentVendorId(row.parentVendorId())
        .fields(fields)
        .content(fields.size() == all.size() ? null : all)
        .version(row.version())
        .hash(row.hash())
        .since(row.desiredAt())
        .position(row.jobItem())
        .build();
  }

  private static List<String> formerMatchValues(ClaimedDelivery row) {
    return Stream.concat(Stream.ofNullable(row.deliveredAs()), row.formerKeys().stream())
        .filter(value -> !row.event() && !value.equals(row.key().value()))
        .distinct()
        .toList();
  }

  /** A list membership has no fields. */
  private static boolean sendsChangesOnly(Catalogue.Sync sync, ClaimedDelivery row) {
    return sync.object().changesOnly() && sync.object().name().equals(row.object());
  }

  private static String eventId(ClaimedDelivery row) {
    String value = row.key().value();
    return value.substring(0, value.indexOf('/'));
  }
}
