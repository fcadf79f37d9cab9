package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.mapping.Reference.Root;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps of one field, compiled once. Thread-safe. */
public final class Chain {
  private final List<Step> steps;
  private final int transforms;

  /**
   * @param transforms how many of the steps a user has written; a conversion follows them
   */
  private Chain(List<Step> steps, int transforms) {
    this.steps = steps;
    this.transforms = transforms;
  }

  private interface Step {
    JsonNode apply(JsonNode value, Scope scope) throws InvalidValueException;
  }

  /**
   * The result of the steps.
   *
   * @param value missing if the field is not sent
   * @param fault why there is none; null for none
   */
  public record Result(JsonNode value, @Nullable Fault fault) {}

  /**
   * A value that a step cannot take.
   *
   * @param place of the step in the mapping, as a pointer (RFC 6901); the mapping itself for the
   *     conversion to the type
   * @param words without the value
   */
  public record Fault(String place, String words) {}

  /**
   * @param field with the type that the vendor declares; null converts nothing
   */
  public static Chain of(List<Transform> transforms, @Nullable Field field) {
    List<Step> steps = new ArrayList<>();
    transforms.forEach(transform -> steps.add(step(transform)));
    if (field != null) {
      Values.Function conversion = Conversion.to(field);
      steps.add((value, _) -> Values.absent(value) ? value : conversion.apply(value));
    }
    return new Chain(List.copyOf(steps), transforms.size());
  }

  /** Whether a step can read any value of the record, so that nobody can say which ones it reads. */
  public static boolean readsAnything(List<Transform> transforms) {
    return transforms.stream().anyMatch(Transform.Jsonata.class::isInstance);
  }

  /** The values that the steps name beside the value of the field, with any root but VALUE. */
  public static Stream<Reference> references(List<Transform> transforms) {
    return transforms.stream()
        .flatMap(transform ->
            switch (transform) {
              case Transform.Template(String template) ->
                  CompiledTemplate.of(template).references();
              case Transform.When(String of, var in, var notIn, var exists) ->
                  of == null ? Stream.of() : Stream.of(Reference.of(of));
              case Transform.Default _,
                  Transform.Get _,
                  Transform.ValueMap _,
                  Transform.Normalise _,
                  Transform.Hash _,
                  Transform.Date _,
                  Transform.ToList _,
                  Transform.Join _,
                  Transform.QueryParameter _,
                  Transform.Jsonata _ ->
                  Stream.<Reference>of();
            })
        .filter(reference -> reference.root() != Root.VALUE);
  }

  /** Applies the steps in order, up to the first that cannot take its value. */
  public Result apply(JsonNode value, Scope scope) {
    JsonNode current = value;
    for (int i = 0; i < steps.size(); i++) {
      try {
        current = steps.get(i).apply(current, scope);
      } catch (InvalidValueException e) {
        return new Result(MissingNode.getInstance(), new Fault(place(i), e.words()));
      }
    }
    return new Result(current, null);
  }

  private String place(int step) {
    return step < transforms ? "/transform/" + step : "";
  }

  static JsonNode read(Reference reference, JsonNode current, Scope scope) {
    if (reference.root() != Root.VALUE) {
      return scope.value(reference);
    }
    Path path = reference.path();
    return path == null ? current : path.in(current);
  }

  private static Step step(Transform transform) {
    return switch (transform) {
      case Transform.Default(JsonNode other) ->
          (value, _) -> Values.absent(value) || isEmptyText(value) ? other : value;
      case Transform.Get(String path) -> {
        Path parsed = Path.of(path);
        yield (value, _) -> parsed.in(value);
      }
      case Transform.Template(String template) -> CompiledTemplate.of(template)::render;
      case Transform.ValueMap(var values, var otherwise) -> each(map(values, otherwise));
      case Transform.When when -> when(when);
      case Transform.Normalise(var form, var region) -> each(Normalisation.of(form, region));
      case Transform.Hash(var algorithm) -> each(value -> hash(algorithm, value));
      case Transform.Date(String format, var zone) -> each(DateForm.of(format, zone));
      case Transform.ToList(var separator) -> (value, _) -> list(value, separator);
      case Transform.Join(String separator) -> (value, _) -> joined(value, separator);
      case Transform.QueryParameter(String name) -> each(value -> parameter(value, name));
      case Transform.Jsonata(String expression) -> Expression.of(expression)::apply;
    };
  }

  private static Step each(Values.Function function) {
    return (value, _) -> Values.each(value, function);
  }

  private static boolean isEmptyText(JsonNode value) {
    return value.isTextual() && value.textValue().isEmpty();
  }

  private static Values.Function map(Map<String, JsonNode> values, @Nullable JsonNode otherwise) {
    Map<String, JsonNode> known = new HashMap<>(values);
    return value -> {
      JsonNode mapped = known.get(Values.text(value));
      if (mapped == null) {
        mapped = otherwise;
      }
      if (mapped == null) {
        throw InvalidValueException.of(
            value, "is not in the map", "a value of the map; add it, or add otherwise");
      }
      return mapped;
    };
  }

  private static Step when(Transform.When when) {
    Reference reference = Reference.of(when.of() == null ? "value" : when.of());
    Predicate<JsonNode> holds = condition(when);
    return (value, scope) ->
        holds.test(read(reference, value, scope)) ? value : MissingNode.getInstance();
  }

  private static Predicate<JsonNode> condition(Transform.When when) {
    if (when.exists() != null) {
      boolean wanted = when.exists();
      return value -> wanted != (Values.absent(value) || isEmptyText(value));
    }
    Set<String> texts = new HashSet<>();
    List<JsonNode> listed = when.in() != null ? when.in() : when.notIn();
    if (listed != null) {
      listed.forEach(each -> texts.add(comparable(each)));
    }
    boolean in = when.in() != null;
    return value -> !Values.absent(value) && in == contains(texts, value);
  }

  private static boolean contains(Set<String> texts, JsonNode value) {
    if (!value.isArray()) {
      return texts.contains(comparable(value));
    }
    for (JsonNode element : value) {
      if (texts.contains(comparable(element))) {
        return true;
      }
    }
    return false;
  }

  /** Equal numbers are equal, however they are written; an object equals nothing. */
  private static String comparable(JsonNode value) {
    try {
      return Values.text(value);
    } catch (InvalidValueException e) {
      return value.toString();
    }
  }

  private static JsonNode hash(Transform.Algorithm algorithm, JsonNode value)
      throws InvalidValueException {
    String name =
        switch (algorithm) {
          case SHA256 -> "SHA-256";
          case MD5 -> "MD5";
        };
    try {
      byte[] bytes = Values.text(value).getBytes(StandardCharsets.UTF_8);
      return TextNode.valueOf(
          HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(name + " is part of every JDK", e);
    }
  }

  private static JsonNode list(JsonNode value, @Nullable String separator)
      throws InvalidValueException {
    if (Values.absent(value) || value.isArray()) {
      return value;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    if (separator == null) {
      return list.add(value);
    }
    String text = Values.text(value);
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      addText(list, text.substring(from, at));
      from = at + separator.length();
    }
    addText(list, text.substring(from));
    return list;
  }

  private static void addText(ArrayNode list, String text) {
    if (!text.isBlank()) {
      list.add(text.strip());
    }
  }

  private static JsonNode joined(JsonNode value, String separator) throws InvalidValueException {
    if (!value.isArray()) {
      return Values.absent(value) ? value : TextNode.valueOf(Values.text(value));
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode element : value) {
      String piece = Values.text(element);
      if (!piece.isEmpty()) {
        text.append(text.isEmpty() ? "" : separator).append(piece);
      }
    }
    return text.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(text.toString());
  }

  private static JsonNode parameter(JsonNode value, String name) throws InvalidValueException {
    String address = Values.text(value);
    int question = address.indexOf('?');
    int end = address.indexOf('#');
    String query =
        question < 0 || (end >= 0 && end < question)
            ? ""
            : address.substring(question + 1, end < 0 ? address.length() : end);
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && name.equals(decoded(pair.substring(0, equals)))) {
        String found = decoded(pair.substring(equals + 1));
        return found.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(found);
      }
    }
    return MissingNode.getInstance();
  }

  /** A part that is not encoded correctly is taken as it is. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
