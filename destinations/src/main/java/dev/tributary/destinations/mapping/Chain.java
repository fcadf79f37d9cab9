package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.mapping.Reference.Root;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * Whether a step can read any value of the record, so that nobody can say which ones it reads.
   */
  public static boolean readsAnything(List<Transform> transforms) {
    return transforms.stream().anyMatch(Transform.Jsonata.class::isInstance);
  }

  /** The values that the steps name beside the value of the field, with any root but VALUE. */
  public static Stream<Reference> references(List<Transform> transforms) {
    return named(transforms).filter(reference -> reference.root() != Root.VALUE).distinct();
  }

  /** The names in the value of the field that the steps read. */
  public static Stream<String> namesInValue(List<Transform> transforms) {
    Stream<String> ofPaths =
        transforms.stream()
            .filter(Transform.Get.class::isInstance)
            .flatMap(transform -> Path.of(((Transform.Get) transform).path()).names().stream());
    return Stream.concat(
        ofPaths,
        named(transforms)
            .filter(reference -> reference.root() == Root.VALUE)
            .flatMap(reference -> reference.names().stream()));
  }

  /**
   * Whether the result names the same person as the value: the steps only choose it, or write it in
   * its usual form.
   */
  public static boolean keepsValue(List<Transform> transforms) {
    return transforms.stream()
        .allMatch(transform ->
            switch (transform) {
              case Transform.When _, Transform.Normalise _ -> true;
              case Transform.ToList(var separator) -> separator == null;
              case Transform.Default _,
                  Transform.Get _,
                  Transform.Template _,
                  Transform.ValueMap _,
                  Transform.Hash _,
                  Transform.Date _,
                  Transform.Join _,
                  Transform.QueryParameter _,
                  Transform.Jsonata _ ->
                  false;
            });
  }

  private static Stream<Reference> named(List<Transform> transforms) {
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
            });
  }

  /** Applies the steps in order, up to the first that cannot take its value. */
  public Result apply(JsonNode value, Scope scope) {
    JsonNode current = value;
    for (int i = 0; i < steps.size(); i++) {
      try {
        current = steps.get(i).apply(current, scope);
      } catch (InvalidValueException e) {
        return failed(i, e.words());
      } catch (RuntimeException e) {
        // The values of one record must not stop the records behind it. The message can contain
        // values.
        return failed(i, "The step fails for this value");
      }
    }
    return new Result(current, null);
  }

  private Result failed(int step, String words) {
    return new Result(MissingNode.getInstance(), new Fault(place(step), words));
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
          (value, _) -> Values.absent(value) || Values.isEmptyText(value) ? other : value;
      case Transform.Get(String path) -> {
        Path parsed = Path.of(path);
        yield (value, _) -> parsed.in(value);
      }
      case Transform.Template(String template) -> CompiledTemplate.of(template)::render;
      case Transform.ValueMap(var values, var otherwise) ->
          each(StepFunctions.map(values, otherwise));
      case Transform.When when -> when(when);
      case Transform.Normalise(var form, var region) -> each(Normalisation.of(form, region));
      case Transform.Hash(var algorithm) -> each(value -> StepFunctions.hash(algorithm, value));
      case Transform.Date(String format, var zone) -> each(DateForm.of(format, zone));
      case Transform.ToList(var separator) -> (value, _) -> StepFunctions.list(value, separator);
      case Transform.Join(String separator) -> (value, _) -> StepFunctions.joined(value, separator);
      case Transform.QueryParameter(String name) ->
          each(value -> StepFunctions.parameter(value, name));
      case Transform.Jsonata(String expression) -> Expression.of(expression)::apply;
    };
  }

  private static Step each(Values.Function function) {
    return (value, _) -> Values.each(value, function);
  }

  private static Step when(Transform.When when) {
    Reference reference = Reference.of(when.of() == null ? "value" : when.of());
    Predicate<JsonNode> holds = StepFunctions.condition(when);
    return (value, scope) ->
        holds.test(read(reference, value, scope)) ? value : MissingNode.getInstance();
  }
}
