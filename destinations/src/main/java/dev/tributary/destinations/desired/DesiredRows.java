package dev.tributary.destinations.desired;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.DesiredRecord.Intent;
import dev.tributary.destinations.ledger.DesiredRecord.OnDenial;
import dev.tributary.destinations.ledger.DesiredRecordBuilder;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The desired record of one row for one sync of a model. Pure, apart from the batch that it
 * changes.
 *
 * @param model the definition of the model, or null if it is not known
 * @param position the place of the row on its partition, across logs. It orders several rows of one
 *     record; {@link RowOrder} decides about repeats of one row
 */
public record DesiredRows(
    RowChange row,
    Sync sync,
    @Nullable ModelBody model,
    long position,
    Priority lane,
    DesiredRecord.Origin origin) {
  /** The order of preference, if a row has several identifiers of the person. */
  private static final List<String> PREFERRED =
      List.of(Identifier.USER_ID, Identifier.EMAIL, Identifier.PHONE);

  public String owner() {
    return sync.id() + "/" + row.keyText();
  }

  public Optional<RecordKey> key() {
    return MappedValues.match(sync.spec(), new Subject.OfRow(row))
        .map(
            value -> new RecordKey(sync.workspace(), sync.destination().id(), sync.space(), value));
  }

  boolean removed() {
    return row.change() == RowChange.Change.REMOVED;
  }

  public void apply(LedgerBatch batch) {
    if (removed()) {
      Intent left = sync.mirrors() ? new Intent.Absent() : new Intent.Released();
      batch
          .allOwned(owner(), sync.destination().id(), sync.space())
          .forEach(record -> batch.apply(desired(record.key(), left)));
      return;
    }
    key().ifPresent(key -> batch.apply(desired(key, present()), List.of(owner())));
  }

  private Intent present() {
    Subject subject = new Subject.OfRow(row);
    return switch (sync.spec().mode()) {
      case DELETE -> new Intent.Removed();
      case CREATE_ONLY -> {
        MappedFields mapped = MappedValues.of(sync, subject, DeclaredTypes.NONE);
        yield new Intent.Created(mapped.fields(), mapped.invalid());
      }
      case UPSERT, UPDATE_ONLY, MIRROR, APPEND -> {
        MappedFields mapped = MappedValues.of(sync, subject, DeclaredTypes.NONE);
        yield new Intent.Present(
            mapped.fields(), mapped.invalid(), sync.spec().fieldsSetOnce(), OnDenial.ALLOWED);
      }
    };
  }

  private DesiredRecord desired(RecordKey key, Intent intent) {
    return DesiredRecordBuilder.builder()
        .key(key)
        .sync(sync.id())
        .object(sync.object().name())
        .intent(intent)
        .owner(owner())
        .personRef(person().orElse(null))
        .parent(null)
        .lane(lane)
        .position(position)
        .origin(origin)
        .build();
  }

  /**
   * The identifier in this row of the person whose consent counts; none for rows that belong to no
   * person.
   */
  public Optional<String> person() {
    SyncSource.PersonLink link =
        sync.spec().from() instanceof SyncSource.Model(var id, SyncSource.PersonLink named)
            ? named
            : null;
    if (link != null) {
      return ref(link.column(), link.identifier());
    }
    if (model == null || !ModelBody.PERSON.equals(model.entity())) {
      return Optional.empty();
    }
    for (String type : PREFERRED) {
      for (var column : model.mapping().identifiers().entrySet()) {
        Optional<String> ref =
            column.getValue().equals(type) ? ref(column.getKey(), type) : Optional.empty();
        if (ref.isPresent()) {
          return ref;
        }
      }
    }
    // The row belongs to a person, but has no identifier. The reference leads to no profile, so
    // consent is denied.
    return Optional.of(IdentifierRef.text("row", owner()));
  }

  private Optional<String> ref(String column, String type) {
    JsonNode value = row.row().get(column);
    String text = value == null ? "" : value.asText("").strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(IdentifierRef.text(type, text));
  }
}
