package dev.tributary.destinations.desired;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.ledger.Book;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Lane;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.Wish;
import dev.tributary.destinations.ledger.Wish.Intent;
import dev.tributary.destinations.ledger.Wish.OnDenial;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.From;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one sync of a model wants for one row. Pure but for the book it writes.
 *
 * @param model what is known of the model, or null
 * @param position the row's offset on its partition, which orders several rows of one record;
 *     {@link RowOrder} decides about repeats of one row
 */
public record RowWishes(
    RowChange row,
    Sync sync,
    @Nullable ModelBody model,
    long position,
    Lane lane,
    Wish.Origin origin) {
  /** Of several identifiers, the first of these names the person. */
  private static final List<String> PREFERRED =
      List.of(Identifier.USER_ID, Identifier.EMAIL, Identifier.PHONE);

  public String owner() {
    return sync.id() + "/" + row.keyText();
  }

  public Optional<RecordKey> key() {
    return Values.match(sync.spec(), new Subject.OfRow(row))
        .map(
            value -> new RecordKey(sync.workspace(), sync.destination().id(), sync.space(), value));
  }

  boolean removed() {
    return row.change() == RowChange.Change.REMOVED;
  }

  public void apply(Book book) {
    if (removed()) {
      Delivery record = book.owned(owner(), sync.destination().id(), sync.space());
      if (record != null) {
        book.apply(
            wish(record.key(), sync.mirrors() ? new Intent.Absent() : new Intent.Released()));
      }
      return;
    }
    key()
        .ifPresent(key ->
            book.apply(
                wish(
                    key,
                    new Intent.Present(
                        Values.fields(sync, new Subject.OfRow(row)), OnDenial.ALLOWED)),
                List.of(owner())));
  }

  private Wish wish(RecordKey key, Intent intent) {
    return new Wish(
        key,
        sync.id(),
        sync.object().name(),
        intent,
        owner(),
        person().orElse(null),
        null,
        lane,
        position,
        origin);
  }

  /** The identifier in this row whose person's consent counts; none for rows of no person. */
  private Optional<String> person() {
    From.PersonLink link =
        sync.spec().from() instanceof From.Model(var id, From.PersonLink named) ? named : null;
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
    // Somebody's row, but nobody we could ask: an identifier that leads to no one denies.
    return Optional.of(Who.ref("row", owner()));
  }

  private Optional<String> ref(String column, String type) {
    JsonNode value = row.row().get(column);
    String text = value == null ? "" : value.asText("").strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(Who.ref(type, text));
  }
}
