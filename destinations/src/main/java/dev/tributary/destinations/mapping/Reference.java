package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value that a template or a condition names, such as {@code traits.first_name}. Immutable.
 *
 * @param path in the root; null for the root itself
 */
public record Reference(Root root, @Nullable Path path) {

  /** Where a reference begins. */
  public enum Root {
    /** The value that the steps before have made. */
    VALUE,
    /** A bare name: a trait, a column, or a property of the event, by the source of the sync. */
    RECORD,
    /** The value of another field of the same mapping. */
    FIELDS,
    TRAITS,
    IDENTIFIERS,
    PROFILE,
    COLUMNS,
    EVENT,
    PROPERTIES,
    CONTEXT,
    INTEGRATIONS;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A place in a root.
   *
   * @throws IllegalArgumentException if the path cannot be read, with the remedy
   */
  public static Reference in(Root root, String path) {
    return new Reference(root, Path.of(path));
  }

  /**
   * @throws IllegalArgumentException with the remedy
   */
  static Reference of(String text) {
    String trimmed = text.strip();
    for (Root root : Root.values()) {
      String name = root.wireName();
      if (root != Root.RECORD && trimmed.startsWith(name)) {
        String rest = trimmed.substring(name.length());
        if (rest.isEmpty() && (root == Root.VALUE || root == Root.PROFILE)) {
          return new Reference(root, null);
        }
        if (rest.startsWith(".")) {
          return new Reference(root, Path.of(rest.substring(1)));
        }
        if (rest.startsWith("[") && root == Root.VALUE) {
          return new Reference(root, Path.of(rest));
        }
      }
    }
    return new Reference(Root.RECORD, Path.of(trimmed));
  }

  /** The value at the path; the value itself without a path. */
  public JsonNode read(JsonNode value) {
    return path == null ? value : path.in(value);
  }

  /** The value at the path without its first name. */
  public JsonNode readAfterFirst(JsonNode value) {
    return path == null ? value : path.afterFirst(value);
  }

  /** The path as a user writes it; empty for the root itself. */
  public String pathText() {
    return path == null ? "" : path.text();
  }

  /** The first name in the root; empty for the root itself. */
  public String firstName() {
    return path == null ? "" : path.firstName();
  }

  /** All names in the root, in order. */
  public List<String> names() {
    return path == null ? List.of() : path.names();
  }

  /** As a user writes it. */
  public String text() {
    return path == null
        ? root.wireName()
        : root == Root.RECORD ? path.text() : root.wireName() + "." + path.text();
  }
}
