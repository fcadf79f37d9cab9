package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.identity.claim.Origin;

/**
 * The origin of a value or an evidence, in one word. The key of a row may be personal, the name of
 * its model is not.
 */
public final class Sources {
  private Sources() {}

  public static JsonNode view(String text, Masking masking) {
    return switch (Origin.of(text)) {
      case Origin.Row row -> {
        JsonNode key = masking.personal(row.key());
        yield TextNode.valueOf(key.isTextual() ? text : row.model());
      }
      case Origin.Source source -> TextNode.valueOf(source.source());
      case Origin.Manual manual -> TextNode.valueOf(manual.text());
    };
  }
}
