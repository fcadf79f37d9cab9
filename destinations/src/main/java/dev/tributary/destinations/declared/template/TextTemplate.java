package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A compiled text with expressions. Absent values and null are the empty text.
 *
 * @param parts constant texts and expressions, at least one
 */
public record TextTemplate(List<Template> parts) implements Template {
  public TextTemplate {
    parts = List.copyOf(parts);
  }

  /** A text without expressions. */
  private record Constant(TextNode node) implements Template {
    @Override
    public JsonNode value(Values values) {
      return node;
    }
  }

  public static Template constant(String text) {
    return new Constant(TextNode.valueOf(text));
  }

  /** The text of a template without expressions; null for another one. */
  static @Nullable String constantText(Template template) {
    return template instanceof Constant(TextNode node) ? node.textValue() : null;
  }

  /** The constant parts. */
  public Stream<String> constants() {
    return parts.stream()
        .filter(part -> part instanceof Constant)
        .map(part -> ((Constant) part).node.asText());
  }

  /** The text, with values percent-encoded and constants as they are. */
  public String encoded(Values values) {
    StringBuilder text = new StringBuilder();
    for (Template part : parts) {
      String value = text(part.value(values), values);
      String written = part instanceof Constant ? value : Function.urlEncoded(value);
      values.output().take(written.length());
      text.append(written);
    }
    return text.toString();
  }

  @Override
  public JsonNode value(Values values) {
    return TextNode.valueOf(text(values));
  }

  public String text(Values values) {
    if (parts.size() == 1) {
      return text(parts.getFirst().value(values), values);
    }
    StringBuilder text = new StringBuilder();
    for (Template part : parts) {
      String value = text(part.value(values), values);
      values.output().take(value.length());
      text.append(value);
    }
    return text.toString();
  }

  /** Whether the text is one expression whose value is absent or null. */
  public boolean isAbsent(Values values) {
    if (parts.size() > 1) {
      return false;
    }
    JsonNode value = parts.getFirst().value(values);
    return value == null || value.isNull();
  }

  /** As {@link #text(JsonNode)}, with a limit of the size. */
  private static String text(@Nullable JsonNode value, Values values) {
    String text = text(value);
    if (value != null && value.isContainerNode()) {
      values.output().take(text.length());
    }
    return text;
  }

  /** The text of a value: of a list or an object, its JSON. */
  public static String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
