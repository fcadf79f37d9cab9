package dev.tributary.collector.tracking;

import dev.tributary.contracts.event.ItemField;
import dev.tributary.contracts.event.ItemFields;
import dev.tributary.contracts.event.JsonKind;
import dev.tributary.contracts.event.QuarantineReason;
import dev.tributary.contracts.event.Reading.Unreadable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the items of one request, one after another. Not thread-safe. */
final class ItemReader {
  private static final int ITEM_LEVEL = 1;

  private final byte[] body;
  private final JsonCursor cursor;
  private final InputLimits limits;
  private final Nesting nesting;
  private Sender sender = Sender.UNKNOWN;

  ItemReader(byte[] body, JsonCursor cursor, InputLimits limits) {
    this.body = body;
    this.cursor = cursor;
    this.limits = limits;
    this.nesting = new Nesting(limits.eventDepth());
  }

  Item read() {
    ItemFields fields = new ItemFields();
    nesting.reset();
    sender = Sender.UNKNOWN;
    boolean isObject = cursor.peek() == '{';
    int start = cursor.position();
    if (isObject) {
      readObject(fields);
    } else {
      cursor.skip(0, nesting);
    }
    byte[] bytes = Arrays.copyOfRange(body, start, cursor.position());
    return new Item(bytes, fields, sender, broken(isObject, bytes.length));
  }

  private void readObject(ItemFields fields) {
    cursor.enter();
    nesting.open(ITEM_LEVEL);
    while (cursor.nextMember()) {
      nesting.member(ITEM_LEVEL);
      ItemField field = ItemNames.last(cursor);
      int start = cursor.position();
      readValue(cursor, fields, field, nesting);
      if (field == ItemField.CONTEXT) {
        sender = SenderReader.read(body, start, cursor.position());
      }
    }
  }

  /** Reads a member's value, and stores it if its field has a meaning. */
  static void readValue(
      JsonCursor cursor, ItemFields fields, @Nullable ItemField field, Nesting nesting) {
    int start = cursor.peek();
    cursor.skip(ITEM_LEVEL, nesting);
    if (field != null) {
      JsonKind kind = kind(start);
      boolean spoken = kind == JsonKind.TEXT || kind == JsonKind.NUMBER;
      fields.set(field, kind, spoken ? cursor.lastText() : null);
    }
  }

  private static JsonKind kind(int start) {
    return switch (start) {
      case '{' -> JsonKind.OBJECT;
      case '[' -> JsonKind.ARRAY;
      case '"' -> JsonKind.TEXT;
      case 't', 'f' -> JsonKind.BOOLEAN;
      case 'n' -> JsonKind.NULL;
      default -> JsonKind.NUMBER;
    };
  }

  private @Nullable Unreadable broken(boolean isObject, int bytes) {
    if (!isObject) {
      return new Unreadable(QuarantineReason.NOT_AN_OBJECT, "An item must be a JSON object", null);
    }
    if (bytes > limits.eventBytes()) {
      return new Unreadable(
          QuarantineReason.EVENT_TOO_LARGE,
          "The event has %d bytes; at most %d are accepted".formatted(bytes, limits.eventBytes()),
          null);
    }
    if (nesting.deepest() > limits.eventDepth()) {
      return new Unreadable(
          QuarantineReason.EVENT_TOO_DEEP,
          "The event is nested %d levels deep; at most %d are accepted"
              .formatted(nesting.deepest(), limits.eventDepth()),
          null);
    }
    if (nesting.mostMembers() > limits.objectKeys()) {
      return new Unreadable(
          QuarantineReason.TOO_MANY_KEYS,
          "An object has %d keys; at most %d are accepted"
              .formatted(nesting.mostMembers(), limits.objectKeys()),
          null);
    }
    return null;
  }
}
