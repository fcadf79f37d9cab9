package dev.tributary.destinations.mapping;

import static dev.tributary.destinations.mapping.ChainTest.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final Scope SCOPE =
      NamedValues.of(
          """
          {"traits": {"first": "Ann", "gone": null, "scores": [1, 2.5], "long": 9007199254740993},
           "properties": {"products": [{"price": 2, "quantity": 3}, {"price": 1.5, "quantity": 2}]}}\
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "$sum(properties.products.(price * quantity)) | 9",
        "value & '-' & traits.first | \"v-Ann\"",
        "$uppercase(traits.first) | \"ANN\"",
        "traits.gone | null",
        "nothing.at.all | null",
        "traits.scores | [1,2.5]",
        "traits.long | 9007199254740993",
        "{'a': [traits.first], 'b': true} | {\"a\":[\"Ann\"],\"b\":true}",
        "traits.scores[0] = 1 ? 'one' : 'other' | \"one\"",
        "$replace('a.b.c', '.', '-') | \"a-b-c\"",
        "$replace('a.b.c', '.', '-', 1) | \"a-b.c\"",
        "'abc' ~> $replace('b', 'x') | \"axc\"",
        "$join(['a','b'], ', ') | \"a, b\"",
        "$join(properties.products.$string(price)) | \"21.5\"",
        "1 / 2 | 0.5",
        "(traits.scores[0] + 1) / 2 | 1",
        "$map([1,2], function($x) { $x * 2 }) | [2,4]",
        "'a / /b/ $eval' | \"a / /b/ $eval\"",
        "/* $now() */ 1 | 1",
        "1 in (1) and (true or (false)) | true",
        "($double := function($x) { $x * 2 }; $double(4)) | 8",
      })
  void anExpressionReadsTheValuesOfTheRecord(String expression, String after) throws Exception {
    JsonNode result = Expression.of(expression).apply(value("'v'"), SCOPE);
    if (after.equals("null")) {
      assertThat(result.isMissingNode()).isTrue();
    } else {
      assertThat(result.toString()).isEqualTo(after);
    }
  }

  /** Each would run for ever, for hours, or need more memory than there is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "($f := function($x) { $f($x + 1) }; $f(0))",
        "($f := function($x) { 1 + $f($x + 1) }; $f(0))",
        "($f := function($x) { $f($f($x)) }; $f(0))",
        "[1..10000000]",
        "$sum([1..10000000])",
        "$reduce([1..900], function($a, $b) { $a & $a }, 'xx')",
        "$reduce([1..900], function($a, $b) { $append($a, $a) }, [1, 2])",
        "$reduce([1..900], function($a, $b) { [[$a, $a]] }, [1, 2])",
        "$reduce([1..900], function($a, $b) { {'a': $a, 'b': $a} }, {})",
        "[1..900].([1..900].([1..900]))",
        "($s := $join($map([1..900], function($i) { 'xxxxxxxxxxxxxxxxxxxx' }), 'y');"
            + " $replace($s, 'x', $s))",
        "($s := $join($map([1..900], function($i) { 'xxxxxxxxxxxxxxxxxxxx' }));"
            + " $join($map([1..900], function($i) { 'x' }), $s))",
        "$map([1..900], function($x) { $map([1..900], function($y) { $x * $y }) })",
      })
  void anExpressionWithoutAnEndEndsAtItsBounds(String expression) {
    ExpressionBounds bounds = new ExpressionBounds();
    assertThatThrownBy(() -> Expression.of(expression).apply(value("null"), SCOPE, bounds))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("simplify it");
    assertThat(bounds.work())
        .isLessThanOrEqualTo(
            ExpressionBounds.MOST_WORK
                + 1
                + ExpressionBounds.LARGEST / ExpressionBounds.SIZE_PER_WORK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "$now() | another value each time",
        "$millis() | another value each time",
        "$random() | another value each time",
        "($f := $eval; $f('1')) | Column 8: $eval is not available",
        "$pad('x', 1000000000) | write a template",
        "$match(traits.first, /(a+)+$/) | is not available",
        "$contains(traits.first, /(a+)+$/) | Regular expressions are not available",
        "traits.first ~> /a/ | Regular expressions are not available",
        "$split('a', ( /a/ )) | Regular expressions are not available",
        "traits.first() | Column 8: This cannot be called",
        "`first`() | cannot be called",
        "($f := traits.first; $f()) | Column 22: This cannot be called",
        "($f := function() { 1 }; $f := traits.first; $f()) | cannot be called",
        "($f := function($g) { $g() }; $f(traits.first)) | cannot be called",
        "$lookup(traits, 'first')() | cannot be called",
        "(traits.first)() | cannot be called",
        "traits.scores[0](1) | cannot be called",
        "$$() | cannot be called",
        "traits@$sum.$sum() | cannot be called",
        "$sum( | Column",
        "a b | Column",
        "'open | Column",
      })
  void anExpressionThatCannotBeBoundedIsRefusedWhenItIsRead(String expression, String words) {
    assertThatThrownBy(() -> Expression.of(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void aLongOrDeepExpressionIsRefused() {
    assertThatThrownBy(() -> Expression.of("1+".repeat(2_000) + "1"))
        .hasMessageContaining("1 to 2000 characters");
    assertThatThrownBy(() -> Expression.of("(".repeat(900) + "1" + ")".repeat(900)))
        .hasMessageContaining("nested too deeply");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$error(traits.first)",
        "$number(traits.first)",
        "traits.first + 1",
        "-traits.first",
        "$assert(false, traits.first)",
        "traits.first ~> traits.first",
        "$map([1], traits.first)",
        "traits.first ~> $sum",
        "function($x) { $x }",
        "$uppercase",
      })
  void aFailureIsAnErrorOfTheRecordThatDoesNotRepeatItsValues(String expression) {
    assertThatThrownBy(() -> Expression.of(expression).apply(value("null"), SCOPE))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageNotContaining("Ann");
  }

  @Test
  void severalThreadsShareAnExpression() throws Exception {
    Expression expression = Expression.of("($f := function($x) { $x * 2 }; $f(value))");
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<JsonNode>> calls =
          IntStream.range(0, 200)
              .<Callable<JsonNode>>mapToObj(
                  i -> () -> expression.apply(value(String.valueOf(i)), SCOPE))
              .toList();
      List<Integer> results = new ArrayList<>();
      for (var result : threads.invokeAll(calls)) {
        results.add(result.get().intValue());
      }
      assertThat(results).isEqualTo(IntStream.range(0, 200).mapToObj(i -> i * 2).toList());
    }
  }
}
