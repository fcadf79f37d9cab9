package dev.tributary.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.TreeMap;

/**
 * The content of an item in one value: the first 128 bits of SHA-256, base64url, over its canonical
 * form. In that form names are sorted and numbers have no unnecessary digits, so an SDK that stored
 * the event and wrote it again gets the same hash. It leaves out {@code sentAt} and {@code
 * _metadata}, which change when the event is sent again.
 */
final class ContentHash {
  /** The field with an SDK's data about the sending, which are not part of the event. */
  static final String METADATA = "_metadata";

  private static final Set<String> CHANGES_WHEN_SENT_AGAIN =
      Set.of(ItemField.SENT_AT.jsonName(), METADATA);
  private static final int BYTES = 16;

  private ContentHash() {}

  static String of(ObjectNode item) {
    ObjectNode content = item.objectNode().setAll(item);
    content.remove(CHANGES_WHEN_SENT_AGAIN);
    StringBuilder canonical = new StringBuilder(512);
    append(canonical, content);
    byte[] hash = sha256().digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
  }

  private static void append(StringBuilder to, JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        to.append('{');
        sorted.forEach((name, field) -> {
          appendText(to, name);
          append(to.append(':'), field);
          to.append(',');
        });
        to.append('}');
      }
      case ARRAY -> {
        to.append('[');
        for (JsonNode element : value) {
          append(to, element);
          to.append(',');
        }
        to.append(']');
      }
      case STRING -> appendText(to, value.textValue());
      case NUMBER -> to.append(value.decimalValue().stripTrailingZeros().toString());
      case BOOLEAN, NULL, BINARY, MISSING, POJO -> to.append(value.asText());
    }
  }

  /** With its length in front, so that a text cannot look like structure. */
  private static void appendText(StringBuilder to, String text) {
    to.append(text.length()).append('"').append(text);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
