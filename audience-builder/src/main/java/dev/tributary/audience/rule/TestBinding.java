package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tributary.audience.rule.Operator.Operand;
import dev.tributary.audience.rule.Scalar.TextCase;
import dev.tributary.audience.rule.ValueTest.Bound;
import dev.tributary.contracts.value.Moment;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an operator makes a test of the field {@code value}. Each operand has a factory, which reads
 * the field; the operator says what the value means.
 *
 * @param operand the content of the field
 * @param binder null if the field has another content
 */
record TestBinding(Operand operand, Binder binder) {
  private static final int MAX_SCALE = 400;

  @FunctionalInterface
  interface Binder {
    @Nullable ValueTest bind(JsonNode value, TextCase textCase);
  }

  /** The value is known, and the test does not hold. */
  static TestBinding not(TestBinding positive) {
    return new TestBinding(
        positive.operand(),
        (value, textCase) -> {
          ValueTest test = positive.binder().bind(value, textCase);
          return test == null ? null : new ValueTest.Not(test);
        });
  }

  static TestBinding nothing(ValueTest test) {
    return new TestBinding(Operand.NOTHING, (value, _) -> value.isMissingNode() ? test : null);
  }

  static TestBinding scalar(BiFunction<List<Scalar>, TextCase, ValueTest> test) {
    return new TestBinding(
        Operand.SCALAR,
        (value, textCase) -> {
          Scalar scalar = scalar(value);
          return scalar == null ? null : test.apply(List.of(scalar), textCase);
        });
  }

  static TestBinding scalars(BiFunction<List<Scalar>, TextCase, ValueTest> test) {
    return new TestBinding(
        Operand.SCALARS,
        (value, textCase) -> {
          List<Scalar> scalars = several(value);
          return scalars.isEmpty() ? null : test.apply(scalars, textCase);
        });
  }

  static TestBinding text(BiFunction<String, TextCase, ValueTest> test) {
    return new TestBinding(
        Operand.TEXT,
        (value, textCase) -> {
          String text = value.textValue();
          return text == null || text.isEmpty() || text.length() > RuleLimits.TEXT
              ? null
              : test.apply(text, textCase);
        });
  }

  static TestBinding number(Function<BigDecimal, ValueTest> test) {
    return new TestBinding(
        Operand.NUMBER, (value, _) -> isNumber(value) ? test.apply(value.decimalValue()) : null);
  }

  /** Two numbers or two dates, and what is between them. */
  static TestBinding between() {
    return new TestBinding(Operand.PAIR, (value, _) -> between(value));
  }

  static TestBinding moment(Function<Moment, ValueTest> test) {
    return new TestBinding(
        Operand.MOMENT,
        (value, _) -> {
          Moment moment = moment(value);
          return moment == null ? null : test.apply(moment);
        });
  }

  static TestBinding span(Function<Span, ValueTest> test) {
    return new TestBinding(
        Operand.SPAN,
        (value, _) -> {
          Span span = Span.of(value);
          return span == null ? null : test.apply(span);
        });
  }

  private static @Nullable ValueTest between(JsonNode value) {
    if (!(value instanceof ArrayNode pair) || pair.size() != 2) {
      return null;
    }
    JsonNode first = pair.path(0);
    JsonNode second = pair.path(1);
    if (isNumber(first) && isNumber(second)) {
      BigDecimal low = first.decimalValue();
      BigDecimal high = second.decimalValue();
      return low.compareTo(high) > 0
          ? null
          : new ValueTest.NumberWithin(new Bound(low, true), new Bound(high, true));
    }
    Moment from = moment(first);
    Moment to = moment(second);
    return from == null || to == null || reversed(from, to)
        ? null
        : new ValueTest.DateBetween(from, to);
  }

  private static boolean reversed(Moment from, Moment to) {
    return Moment.compare(from, to, ZoneOffset.UTC) > 0;
  }

  private static @Nullable Moment moment(JsonNode value) {
    return value.isTextual() ? Moment.parse(value.textValue(), null) : null;
  }

  /** Empty unless it is a list of values of one type. */
  private static List<Scalar> several(JsonNode value) {
    List<Scalar> values = new ArrayList<>();
    if (value instanceof ArrayNode list && list.size() <= RuleLimits.VALUES) {
      for (JsonNode each : list) {
        Scalar scalar = scalar(each);
        if (scalar == null
            || (!values.isEmpty() && values.getFirst().getClass() != scalar.getClass())) {
          return List.of();
        }
        values.add(scalar);
      }
    }
    return values;
  }

  private static @Nullable Scalar scalar(JsonNode value) {
    boolean excessive =
        value.isNumber() ? !isNumber(value) : value.asText().length() > RuleLimits.TEXT;
    return excessive ? null : Scalar.of(value);
  }

  /** Whether the digits of a number can be written out: those of 1e999999999 cannot. */
  private static boolean isNumber(JsonNode value) {
    return value.isNumber() && Math.abs((long) value.decimalValue().scale()) <= MAX_SCALE;
  }
}
