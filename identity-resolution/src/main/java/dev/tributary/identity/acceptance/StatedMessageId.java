package dev.tributary.identity.acceptance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * The messageId of an item that cannot be read as an event, so that its sender finds by it what
 * became of it. It holds no place: nothing is a repetition of what could not be read.
 */
public final class StatedMessageId {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String NAME = "messageId";

  private StatedMessageId() {}

  /** Nothing where there is none, or where the item breaks off before it. */
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
