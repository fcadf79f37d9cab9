package dev.tributary.identity.acceptance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * The messageId of an item that cannot be read as an event. The sender finds the item's outcome by
 * this id. Such an item does not hold its message id: no later event is a duplicate of an item that
 * could not be read.
 */
public final class StatedMessageId {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String NAME = "messageId";

  private StatedMessageId() {}

  /** Empty if the item has no messageId, or if the item ends before it. */
  public static Optional<String> of(byte[] item) {
    try (JsonParser parser = FACTORY.createParser(item)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean meant = parser.currentName().equals(NAME);
        JsonToken value = parser.nextToken();
        if (meant && (value == JsonToken.VALUE_STRING || value.isNumeric())) {
          return Optional.of(parser.getText()).filter(text -> !text.isEmpty());
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (IOException broken) {
      return Optional.empty();
    }
  }
}
