package dev.tributary.sandbox.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the items in a body, and the id in an item. Reads as a stream: a batch of 100 events is
 * never a tree in memory.
 */
final class ItemIds {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final List<String> items;
  private final List<String> id;

  /**
   * @param items names of fields with dots between, from the body to the array of items; empty: the
   *     body is the array
   * @param id names of fields with dots between, from an item to its id
   */
  ItemIds(String items, String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("The path of an item's id must not be empty");
    }
    this.items = path(items);
    this.id = path(id);
  }

  /** An item without an id is skipped. A body without items has none. */
  void forEach(byte[] body, Consumer<String> action) throws IOException {
    try (var parser = FACTORY.createParser(body)) {
      parser.nextToken();
      if (!descend(parser) || parser.currentToken() != JsonToken.START_ARRAY) {
        return;
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        var found = find(parser, 0);
        if (found != null) {
          action.accept(found);
        }
      }
    }
  }

  /** Moves to the value at the path of the items. */
  private boolean descend(JsonParser parser) throws IOException {
    for (var name : items) {
      if (parser.currentToken() != JsonToken.START_OBJECT || !toField(parser, name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean toField(JsonParser parser, String name) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  /** The id in the object that the parser has just entered. The parser is after the object then. */
  private @Nullable String find(JsonParser parser, int depth) throws IOException {
    String found = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean named = parser.currentName().equals(id.get(depth));
      var value = parser.nextToken();
      if (named && depth == id.size() - 1 && value.isScalarValue()) {
        found = parser.getText();
      } else if (named && depth < id.size() - 1 && value == JsonToken.START_OBJECT) {
        found = find(parser, depth + 1);
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private static List<String> path(String dotted) {
    return dotted.isBlank() ? List.of() : List.of(dotted.split("\\."));
  }
}
