package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.identity.claim.Origin;

/** Where something was said, in one word: a row's key may be personal, its model is not. */
final class Sources {
  private Sources() {}

  static JsonNode view(String text, Masking masking) {
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
