package dev.tributary.destinations.mapping;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions that an expression can call, a closed set. Each one pays for the size of its
 * arguments before it starts, and for the size of its result. A function of the library is used
 * only if its work grows no faster than its arguments, apart from the work of the functions that it
 * calls; others are replaced by functions of this package, or refused.
 *
 * <p>Not thread-safe: its expression calls it under a lock.
 */
final class ExpressionFunctions {
  /** Names that are refused in the text of an expression, with the remedy. */
  static final Map<String, String> REFUSED =
      Map.of(
          "eval", "write the expression itself",
          "pad", "write a template",
          "match", "use $contains, $substringBefore or $substringAfter",
          "formatInteger", "use $formatNumber or $formatBase",
          "parseInteger", "use $number",
          "spread", "use $each",
          "clone", "use the value itself, which nothing changes");

  /** Names that are refused, because a record would be sent again each time. */
  static final Set<String> CHANGING = Set.of("now", "millis", "random", "shuffle");

  /** Name and signature, and the name in the library if it differs. */
  private static final String LINEAR =
      """
      sum <a<n>:n>
      count <a:n>
      max <a<n>:n>
      min <a<n>:n>
      average <a<n>:n>
      length <s-:n>
      trim <s-:s>
      formatBase <n-n?:s>
      number <(nsb)-:n>
      floor <n-:n>
      ceil <n-:n>
      abs <n-:n>
      sqrt <n-:n>
      power <n-n:n>
      boolean <x-:b> toBoolean
      not <x-:b>
      map <af>
      zip <a+>
      filter <af>
      single <af?>
      reduce <afj?:j> foldLeft
      sift <o-f?:o>
      keys <x-:a<s>>
      lookup <x-s:x>
      append <xx:a>
      exists <x:b>
      merge <a<o>:o>
      reverse <a:a>
      each <o-f:a>
      error <s?:x>
      assert <bs?:x> assertFn
      type <x:s>
      sort <af?:a>
      base64encode <s-:s>
      base64decode <s-:s>
      encodeUrlComponent <s-:s>
      encodeUrl <s-:s>
      decodeUrlComponent <s-:s>
      decodeUrl <s-:s>
      """;

  private static final Map<String, ExpressionFunction> DEFINITIONS = definitions();

  /** The names of all functions. */
  static final Set<String> AVAILABLE = Set.copyOf(DEFINITIONS.keySet());

  private static final JFunction UNAVAILABLE =
      new JFunction(
          (_, _) -> {
            throw new ExpressionBounds.ExceededException("A function is not available");
          },
          null);

  private @Nullable ExpressionBounds bounds;

  /**
   * Replaces the functions of the library in an expression.
   *
   * @param names that the expression contains; all others cannot be called
   */
  void replaceIn(Jsonata expression, Set<String> names) {
    Stream.of(REFUSED.keySet(), CHANGING)
        .flatMap(Set::stream)
        .forEach(name -> expression.registerFunction(name, UNAVAILABLE));
    DEFINITIONS.forEach((name, definition) ->
        expression.registerFunction(
            name, names.contains(name) ? bounded(definition) : UNAVAILABLE));
  }

  /**
   * The bounds of the evaluation that follows.
   *
   * @param current null after an evaluation, so that nothing keeps its values
   */
  void use(@Nullable ExpressionBounds current) {
    bounds = current;
  }

  private JFunction bounded(ExpressionFunction definition) {
    return new JFunction(
        (_, arguments) -> {
          ExpressionBounds current = Objects.requireNonNull(bounds);
          current.payCall();
          for (Object argument : arguments) {
            current.pay(argument);
          }
          Object result = definition.body().apply(arguments, current);
          current.pay(result);
          return result;
        },
        definition.signature());
  }

  private static Map<String, ExpressionFunction> definitions() {
    Map<String, ExpressionFunction> all = new HashMap<>();
    LINEAR
        .lines()
        .map(line -> line.split(" "))
        .forEach(line -> {
          JFunction function =
              ExpressionFunction.library(line[0], line[1], line[line.length == 3 ? 2 : 0]);
          all.put(
              line[0],
              new ExpressionFunction(line[1], (arguments, _) -> function.call(null, arguments)));
        });
    all.putAll(TextExpressionFunctions.definitions());
    all.putAll(ValueExpressionFunctions.definitions());
    return Map.copyOf(all);
  }
}
