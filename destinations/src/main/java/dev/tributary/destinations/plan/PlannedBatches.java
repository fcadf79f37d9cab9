package dev.tributary.destinations.plan;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.delivery.Batches;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.delivery.ClaimedDeliveryBuilder;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Divides rows that would be sent into batches, as full as the object allows, and asks the
 * connector which requests it would make. Keeps at most one batch of each object and operation. Not
 * thread-safe.
 */
final class PlannedBatches {
  /** In the place of the id of a record that the vendor does not have yet. Some ids are numbers. */
  private static final String NEW_RECORD = "1";

  private final Sync sync;
  private final Target target;
  private final Protocols protocols;
  private final Map<Kind, List<Row>> open = new HashMap<>();
  private long requests;
  private long fields;
  private long items;

  /**
   * @param target without secrets
   */
  PlannedBatches(Sync sync, Target target, Protocols protocols) {
    this.sync = sync;
    this.target = target;
    this.protocols = protocols;
  }

  private record Kind(String object, boolean removal, boolean membership) {}

  /**
   * @param result gets the outcome of a row that is not sent, or null for one that is sent
   */
  private record Row(ClaimedDelivery claimed, Consumer<@Nullable Outcome> result) {}

  /**
   * @param memberId of a membership, the vendor's id of the record of the member; null for one that
   *     the vendor does not have yet, and for other rows
   * @param result is called later, and may add rows: with the reason if the connector refuses the
   *     row before anything is sent, with null if the row is in a request
   */
  void add(Delivery row, @Nullable String memberId, Consumer<@Nullable Outcome> result) {
    ClaimedDelivery claimed = claimed(row, memberId);
    Kind kind = new Kind(row.object(), claimed.removal(), row.parent() != null);
    List<Row> rows = open.computeIfAbsent(kind, _ -> new ArrayList<>());
    rows.add(new Row(claimed, result));
    if (rows.size() >= size(kind)) {
      open.remove(kind);
      plan(rows);
    }
  }

  /** Plans what is left: records first, because their results may add memberships. */
  void end() {
    while (!open.isEmpty()) {
      Kind next = Collections.min(open.keySet(), Comparator.comparing(Kind::membership));
      plan(Objects.requireNonNull(open.remove(next)));
    }
  }

  /** The number of rows that are in requests. */
  long items() {
    return items;
  }

  long requests() {
    return requests;
  }

  long fields() {
    return fields;
  }

  private int size(Kind kind) {
    return sync.destination()
        .connector()
        .manifest()
        .object(kind.object())
        .map(object -> object.batch().items())
        .orElse(1);
  }

  private void plan(List<Row> rows) {
    Batch batch = Batches.of(target, sync, rows.stream().map(Row::claimed).toList());
    Protocols.Expected expected = protocols.expected(sync.destination().connector(), batch);
    requests += expected.requests();
    Map<String, Item> byRow = new HashMap<>();
    batch.items().forEach(item -> byRow.put(item.delivery(), item));
    for (Row row : rows) {
      Outcome refused = expected.refused().get(row.claimed().id());
      Item item = byRow.get(row.claimed().id());
      if (refused == null && item != null) {
        fields += item.fields().size();
        items++;
      }
      row.result().accept(refused);
    }
  }

  private ClaimedDelivery claimed(Delivery row, @Nullable String memberId) {
    return ClaimedDeliveryBuilder.builder()
        .id(row.id())
        .fence(0)
        .key(row.key())
        .event(false)
        .sync(sync.id())
        .object(row.object())
        .owner(row.owner())
        .parentVendorId(row.parent() == null ? null : memberId == null ? NEW_RECORD : memberId)
        .content(row.content())
        .version(row.version())
        .hash(row.hash())
        .deliveredHash(row.deliveredHash())
        .confirmed(row.confirmed())
        .deliveredFields(row.deliveredFields())
        .setOnce(sync.spec().fieldsSetOnce())
        .deliveredAs(row.deliveredAs())
        .formerKeys(row.formerKeys())
        .vendorId(row.vendorId())
        .attempt(1)
        .firstAttemptAt(Instant.EPOCH)
        .batch("")
        .repeated(false)
        .job(null)
        .jobItem(null)
        .submittedAt(null)
        .lane(row.lane())
        .desiredAt(row.origin().rootReceivedAt())
        .origin(row.origin())
        .build();
  }
}
