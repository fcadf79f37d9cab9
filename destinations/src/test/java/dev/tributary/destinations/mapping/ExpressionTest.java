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
        "$toMillis('1970-01-02') | 86400000",
        "$toMillis('2026-01-31T12:00:00Z') | 1769860800000",
        "$map(['1970-01-01T00:00:01Z'], $toMillis) | 1000",
        "'1970-01-01T00:00:01Z' ~> $toMillis | 1000",
        "$fromMillis(1500) | \"1970-01-01T00:00:01.500Z\"",
        "$substring('Ärzte', 1, 2) | \"rz\"",
        "$substring('Ärzte', -2) | \"te\"",
        "$substring(traits.gone, 1) | null",
        "$substringBefore('a@b', '@') & $substringAfter('a@b', '@') | \"ab\"",
        "$contains('abc', 'bc') | true",
        "$contains(traits.gone, 'bc') | null",
        "$split('a,b,c', ',') | [\"a\",\"b\",\"c\"]",
        "$split('a,b,c', ',', 2) | [\"a\",\"b\"]",
        "$split('abc', '') | [\"a\",\"b\",\"c\"]",
        "$distinct([1, 1, 2]) | [1,2]",
        "$string({'a': [1, 'x']}) | \"{\\\"a\\\":[1,\\\"x\\\"]}\"",
        "$round(2.345, 2) | 2.34",
        "$formatNumber(1234.5, '#,##0.00') | \"1,234.50\"",
        "$map(['A','B'], $lowercase) | [\"a\",\"b\"]",
        "$join($sort(['b','a'])) | \"ab\"",
        "7 % 4 | 3",
        "1e2*2 + 15e-1 | 201.5",
        "properties.products.{'total': price * quantity}.total | [6,3]",
        "traits.scores^(>$)[0] | 2.5",
        "$reduce([1,2,3], function($a, $b) { $a + $b }) | 6",
        "$ in [1] ? 1 : 2 | 2",
        "$filter(traits.scores, function($s) { $s > 1 }) | 2.5",
        "$max(traits.scores) + $count([1,2]) | 4.5",
        "$boolean('x') and $not(false) and $exists(traits.first) | true",
        "$reverse($keys({'a': 1, 'b': 2})) | [\"b\",\"a\"]",
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
        // Functions whose work is the product of two lengths.
        "$map([1..900], function($i) { $contains($join($map([1..900], function($j) {"
            + " 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' })), 'aaaaaaaaaaab') })",
        "($n := $join($map([1..900], function($j) { 'aaaaaaaaaa' }));"
            + " $contains($n & $n, $n & 'b'))",
        "($n := $join($map([1..900], function($j) { 'a' })); $t := $join($map([1..99],"
            + " function($j) { $n })); $map([1..9], function($i) { $split($t, $n & 'b') }))",
        "$distinct($map([1..900], function($i) { $map([1..900], function($j) { {} }) }))",
        "$split($join($map([1..900], function($j) { 'a,b,c' })), ',')",
        "$round(1, 1000000000)",
        "$map([1..900], function($i) { $round($i, -1000000000) })",
        "$formatNumber(1, $join($map([1..900], function($j) { '0' })))",
        // A list in which names are looked for.
        "($l := $map([1..99], function($i) { [[$map([1..99], function($j) { {} })]] });"
            + " $l.($map([1..900], function($i) { [a, a, a, a, a, a, a, a, a, a, a, a, a, a] })))",
        // Spaces for the depth of a value would be a product of depth and length.
        "($l := $map([1..900], function($i) { $map([1..900], function($j) { 1 }) });"
            + " $string($reduce([1..90], function($a, $b) { [[$a]] }, $l)))",
      })
  void anExpressionWithoutAnEndEndsAtItsBounds(String expression) {
    ExpressionBudget budget = new ExpressionBudget();
    assertThatThrownBy(() -> Expression.of(expression).apply(value("null"), SCOPE, budget))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("; simplify ");
  }

  /** Each would search a picture for hours, or pad a number with gigabytes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$toMillis('JanuaryJanuaryJanuaryX', '[MNn][MNn][MNn][MNn][MNn][MNn][MNn][MNn][MNn][MNn]')",
        "$fromMillis(0, '[H,2000000000]')",
        "0 ~> $fromMillis('[H,2000000000]')",
        "$map([0], function($x) { $fromMillis($x, '[H,2000000000]') })",
        "$filter([0], function($x) { $fromMillis($x, '[H,2000000000]', '+0100') != '' })",
      })
  void aPictureOfADayIsNotAvailable(String expression) {
    assertThatThrownBy(() -> Expression.of(expression).apply(value("null"), SCOPE))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("use the step date");
  }

  @Test
  void theExpressionsOfARecordShareOneBudget() throws Exception {
    ExpressionBudget budget = new ExpressionBudget();
    Expression expression = Expression.of("$sum($map([1..900], function($i) { $i + 1 }))");
    expression.apply(value("null"), SCOPE, budget);
    long once = budget.work();
    assertThat(once).isBetween(900L, ExpressionBudget.MOST_WORK / 2);
    assertThatThrownBy(
            () -> {
              for (long i = 0; i <= ExpressionBudget.MOST_WORK / once; i++) {
                expression.apply(value("null"), SCOPE, budget);
              }
            })
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("The expressions of a record need more than 100000 steps");
  }

  /**
   * The library does this work without evaluating a node. The first expression pays for it, and the
   * second one does the same without it.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "$contains($t, 'aaaaaaaaaaaaaaaaaaab') | $contains($t, 'b') | 300",
        "$split($t, 'aaaaaaaaaaaaaaaaaaab') | $split($t, 'b') | 300",
        "$replace($t, 'aaaaaaaaaaaaaaaaaaab', 'c') | $replace($t, 'b', 'c') | 300",
        "$count($distinct($o)) | $count($reverse($o)) | 10000",
        "$count([[$o]].[a, a, a, a, a, a, a, a, a]) | $count([[$o]].[1]) | 150",
        "$count($map($o, $string)) | $count($o) | 900",
      })
  void workWithinTheLibraryIsPaid(String expression, String without, long least) throws Exception {
    String values =
        "($o := $map([1..900], function($i) { {} });"
            + " $t := $join($map([1..900], function($i) { 'aaaaaaaaaaaaaaaaaaaa' })); %s)";
    assertThat(work(values.formatted(expression)) - work(values.formatted(without)))
        .isGreaterThanOrEqualTo(least);
  }

  private static long work(String expression) throws InvalidValueException {
    ExpressionBudget budget = new ExpressionBudget();
    Expression.of(expression).apply(value("null"), SCOPE, budget);
    return budget.work();
  }

  /** The operator and its operands lose other exceptions than those of the library. */
  @Test
  void theBoundIsNamedAlsoWithinAnOperator() {
    assertThatThrownBy(() ->
            Expression.of("true and ($f := function($x) { $f($x + 1) }; $f(0))")
                .apply(value("null"), SCOPE))
        .hasMessageContaining("need more than 100000 steps");
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
        "traits@$sum.$sum() | Bindings in a path are not available",
        "traits#$i.first | Bindings in a path are not available",
        "traits.** | Wildcards and parents are not available",
        "* | Wildcards and parents are not available",
        "true and * | Wildcards and parents are not available",
        "traits.scores.% | Wildcards and parents are not available",
        "true and /(a+)+$/ | Regular expressions are not available",
        "properties.products{'a': price} | Grouping is not available",
        "($f := function($x) { $x }; $f(traits){'a': first}) | Grouping is not available",
        "$map([1], $sum(?)) | Partial application is not available",
        "$map([1], $append(?, 1)) | Partial application is not available",
        "($f := function($a)<a?a?a?a?:n>{ 1 }; $f(1)) | The signature of a function",
        "$formatInteger(5, 'w') | use $formatNumber or $formatBase",
        "$parseInteger('5', '0') | use $number",
        "$spread(traits) | use $each",
        // The library takes a quote within a name as a part of the name.
        "a'~>$eval('1 | A quote begins a text or a name",
        "a'.**.b' | A quote begins a text or a name",
        "$'.**.b' | A quote begins a text or a name",
        "a`.**.b` | A quote begins a text or a name",
        "1in * | A number needs a space",
        "true and 1.5e-5and * | A number needs a space",
        "a\\function(1) | This character is not available",
        "($9function := traits.first; $9function(1)) | cannot be called",
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
  void theTransformOperatorIsRefused() {
    assertThatThrownBy(() -> Expression.of("traits ~> |$|{'a': [$, $]}|"))
        .hasMessageContaining("Column 11: The transform operator is not available");
  }

  @Test
  void aFunctionAsAResultIsNamedWithTheRemedy() {
    assertThatThrownBy(() -> Expression.of("$uppercase").apply(value("null"), SCOPE))
        .hasMessageContaining("is a function; call it");
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
