package dev.tributary.audience.rule.describe;

import dev.tributary.audience.rule.Scalar;
import dev.tributary.audience.rule.Span;
import dev.tributary.audience.rule.ValueTest;
import dev.tributary.audience.rule.ValueTest.Bound;
import dev.tributary.audience.rule.ValueTest.Direction;
import dev.tributary.audience.rule.ValueTest.Place;
import dev.tributary.audience.rule.ValueTest.Quantity;
import dev.tributary.audience.rule.ValueTest.Relation;
import dev.tributary.contracts.value.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes a test of a value in plain words: "is greater than 0.7". Pure. */
final class DescribeValue {
  private DescribeValue() {}

  static String words(ValueTest test) {
    return switch (test) {
      case ValueTest.Not(ValueTest positive) -> negative(positive);
      case ValueTest.Exists() -> "is known";
      case ValueTest.Unknown() -> "is unknown";
      case ValueTest.OneOf(List<Scalar> values, Scalar.TextCase textCase) ->
          "is " + either(values) + words(textCase, values);
      case ValueTest.TextHas(Place place, String text, Scalar.TextCase textCase) ->
          place(place) + " " + text + words(textCase);
      case ValueTest.NumberWithin(Bound low, Bound high) -> range(low, high);
      case ValueTest.DateIs(Relation relation, Moment moment) ->
          "is " + relation.name().toLowerCase(Locale.ROOT) + " " + moment(moment);
      case ValueTest.DateBetween(Moment from, Moment to) ->
          "is between %s and %s".formatted(moment(from), moment(to));
      case ValueTest.DateNear(Direction direction, Span distance) ->
          "is in the %s %s".formatted(direction.name().toLowerCase(Locale.ROOT), span(distance));
      case ValueTest.ListHas(Quantity quantity, List<Scalar> values, Scalar.TextCase textCase) ->
          "includes "
              + (quantity == Quantity.ANY ? either(values) : all(values))
              + words(textCase, values);
    };
  }

  private static String negative(ValueTest positive) {
    return switch (positive) {
      case ValueTest.OneOf(List<Scalar> values, Scalar.TextCase textCase) ->
          "is not " + either(values) + words(textCase, values);
      case ValueTest.TextHas(Place _, String text, Scalar.TextCase textCase) ->
          "does not contain " + text + words(textCase);
      case ValueTest.ListHas(Quantity _, List<Scalar> values, Scalar.TextCase textCase) ->
          "does not include " + either(values) + words(textCase, values);
      case ValueTest.Exists _,
          ValueTest.Unknown _,
          ValueTest.Not _,
          ValueTest.NumberWithin _,
          ValueTest.DateIs _,
          ValueTest.DateBetween _,
          ValueTest.DateNear _ ->
          "is known, but not so that it " + words(positive);
    };
  }

  /** Numbers have no case. */
  private static String words(Scalar.TextCase textCase, List<Scalar> values) {
    return values.stream().anyMatch(Scalar.Text.class::isInstance) ? words(textCase) : "";
  }

  private static String words(Scalar.TextCase textCase) {
    return switch (textCase) {
      case EXACT -> "";
      case IGNORED -> " in any case";
    };
  }

  static String span(Span span) {
    String unit = span.unit().wireName();
    return span.amount() == 1 ? unit.substring(0, unit.length() - 1) : span.amount() + " " + unit;
  }

  static String moment(Moment moment) {
    return switch (moment) {
      case Moment.Day(LocalDate date) -> date.toString();
      case Moment.At(long millis) -> Instant.ofEpochMilli(millis).toString();
    };
  }

  private static String place(Place place) {
    return switch (place) {
      case ANYWHERE -> "contains";
      case START -> "starts with";
      case END -> "ends with";
    };
  }

  private static String range(@Nullable Bound low, @Nullable Bound high) {
    if (low != null && high != null) {
      return "is between %s and %s"
          .formatted(low.number().toPlainString(), high.number().toPlainString());
    }
    if (low != null) {
      return (low.included() ? "is at least " : "is greater than ") + low.number().toPlainString();
    }
    return high == null
        ? "is a number"
        : (high.included() ? "is at most " : "is less than ") + high.number().toPlainString();
  }

  private static String either(List<Scalar> values) {
    return values.stream().map(DescribeValue::scalar).collect(Collectors.joining(" or "));
  }

  private static String all(List<Scalar> values) {
    return values.stream().map(DescribeValue::scalar).collect(Collectors.joining(" and "));
  }

  private static String scalar(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Text(String text) -> text.isEmpty() ? "empty" : text;
      case Scalar.Number(var number) -> number.toPlainString();
      case Scalar.Truth(boolean value) -> value ? "yes" : "no";
    };
  }
}
