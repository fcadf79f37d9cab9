package dev.tributary.collector.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.ItemField;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event in a pixel's address: JSON in base64 under {@code data}, or single fields, where a dot
 * in a name leads into an object.
 */
public final class PixelQuery {
  private static final String DATA = "data";
  private static final String DOT = ".";

  private final ObjectNode fields = Json.MAPPER.createObjectNode();
  private final int deepest;
  private @Nullable String data;

  private PixelQuery(int deepest) {
    this.deepest = deepest;
  }

  /**
   * The event's bytes: the decoded ones, or JSON of the fields. If there is {@code data}, other
   * fields are ignored.
   *
   * @param query as in the address, or null
   * @param deepest largest nesting of objects; a deeper field is cut at a depth at which the event
   *     is just too deep
   * @throws Refused if its encoding is wrong
   */
  public static byte[] event(@Nullable String query, int deepest) {
    PixelQuery read = new PixelQuery(deepest);
    try {
      for (String parameter : List.of((query == null ? "" : query).split("&", -1))) {
        read.add(parameter);
      }
      return read.data == null ? Json.write(read.fields) : decoded(read.data);
    } catch (IllegalArgumentException e) {
      throw new Refused(Refusal.MALFORMED_QUERY);
    }
  }

  private void add(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals <= 0) {
      return; // A name without a value is ignored.
    }
    String name = URLDecoder.decode(parameter.substring(0, equals), StandardCharsets.UTF_8);
    String value = URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8);
    if (name.equals(DATA)) {
      data = value;
    } else {
      put(name, value);
    }
  }

  private void put(String name, String value) {
    ObjectNode object = fields;
    String rest = name;
    for (int level = 0; level < deepest && rest.contains(DOT); level++) {
      int dot = rest.indexOf(DOT);
      object = inner(object, rest.substring(0, dot));
      rest = rest.substring(dot + 1);
    }
    if (isTruth(name, value)) {
      object.put(rest, Boolean.parseBoolean(value));
    } else {
      object.put(rest, value);
    }
  }

  private static ObjectNode inner(ObjectNode object, String name) {
    return object.get(name) instanceof ObjectNode inner ? inner : object.putObject(name);
  }

  /** In a context and in integrations, where a consent that stays a text would be ignored. */
  private static boolean isTruth(String name, String value) {
    boolean mayBe =
        name.startsWith(ItemField.CONTEXT.jsonName() + DOT)
            || name.startsWith(ItemField.INTEGRATIONS.jsonName() + DOT);
    return mayBe && (value.equals("true") || value.equals("false"));
  }

  /** Both alphabets, with or without padding. A plus that was not escaped has become a space. */
  private static byte[] decoded(String data) {
    String base64 = data.replace(' ', '-').replace('+', '-').replace('/', '_').replace("=", "");
    return Base64.getUrlDecoder().decode(base64);
  }
}
