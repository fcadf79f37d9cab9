package dev.tributary.audience.rule.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.Operator;
import dev.tributary.audience.rule.RuleLimits;
import dev.tributary.audience.rule.Scalar;
import dev.tributary.audience.rule.Scalar.TextCase;
import dev.tributary.audience.rule.Span;
import dev.tributary.audience.rule.ValueTest;
import dev.tributary.audience.rule.ValueTest.Bound;
import dev.tributary.audience.rule.ValueTest.Direction;
import dev.tributary.audience.rule.ValueTest.Place;
import dev.tributary.audience.rule.ValueTest.Quantity;
import dev.tributary.audience.rule.ValueTest.Relation;
import dev.tributary.contracts.value.Moment;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds {@code operator}, {@code value} and {@code ignoreCase} to a typed test. */
final class ValueTestReader {
  private static final int MAX_SCALE = 400;

  private final Reading reading;

  ValueTestReader(Reading reading) {
    this.reading = reading;
  }

  /** Returns null, and records an error, if it cannot be bound. */
  @Nullable ValueTest read(ObjectNode node, String pointer) {
    Operator operator = Operator.named(node.path("operator").textValue());
    if (operator == null) {
      reading.refuse(pointer + "/operator", "Must be one of " + Operator.allNames());
      return null;
    }
    TextCase textCase =
        reading.flag(node, pointer, "ignoreCase", false) ? TextCase.IGNORED : TextCase.EXACT;
    JsonNode value = node.path("value");
    ValueTest test = bind(operator, value, textCase);
    if (test == null) {
      reading.refuse(
          pointer + "/value",
          "%s takes %s".formatted(operator.wireName(), operator.operand().accepted()));
    }
    return test;
  }

  private static @Nullable ValueTest bind(Operator operator, JsonNode value, TextCase textCase) {
    return switch (operator) {
      case EXISTS -> value.isMissingNode() ? new ValueTest.Exists() : null;
      case UNKNOWN -> value.isMissingNode() ? new ValueTest.Unknown() : null;
      case EQUALS -> oneOf(one(value), textCase);
      case NOT_EQUALS -> not(oneOf(one(value), textCase));
      case IN -> oneOf(several(value), textCase);
      case NOT_IN -> not(oneOf(several(value), textCase));
      case CONTAINS -> has(Place.ANYWHERE, value, textCase);
      case NOT_CONTAINS -> not(has(Place.ANYWHERE, value, textCase));
      case STARTS_WITH -> has(Place.START, value, textCase);
      case ENDS_WITH -> has(Place.END, value, textCase);
      case GREATER_THAN -> range(bound(value, false), null);
      case AT_LEAST -> range(bound(value, true), null);
      case LESS_THAN -> range(null, bound(value, false));
      case AT_MOST -> range(null, bound(value, true));
      case BETWEEN -> between(value);
      case BEFORE -> date(Relation.BEFORE, value);
      case AFTER -> date(Relation.AFTER, value);
      case ON -> date(Relation.ON, value);
      case WITHIN_LAST -> near(Direction.LAST, value);
      case WITHIN_NEXT -> near(Direction.NEXT, value);
      case INCLUDES -> list(Quantity.ANY, one(value), textCase);
      case NOT_INCLUDES -> not(list(Quantity.ANY, one(value), textCase));
      case INCLUDES_ANY -> list(Quantity.ANY, several(value), textCase);
      case INCLUDES_ALL -> list(Quantity.ALL, several(value), textCase);
    };
  }

  private static @Nullable ValueTest not(@Nullable ValueTest test) {
    return test == null ? null : new ValueTest.Not(test);
  }

  private static @Nullable ValueTest oneOf(List<Scalar> values, TextCase textCase) {
    return values.isEmpty() ? null : new ValueTest.OneOf(values, textCase);
  }

  private static @Nullable ValueTest list(
      Quantity quantity, List<Scalar> values, TextCase textCase) {
    return values.isEmpty() ? null : new ValueTest.ListHas(quantity, values, textCase);
  }

  private static @Nullable ValueTest has(Place place, JsonNode value, TextCase textCase) {
    String text = value.textValue();
    return text == null || text.isEmpty() || text.length() > RuleLimits.TEXT
        ? null
        : new ValueTest.TextHas(place, text, textCase);
  }

  private static @Nullable ValueTest range(@Nullable Bound low, @Nullable Bound high) {
    return low == null && high == null ? null : new ValueTest.NumberWithin(low, high);
  }

  private static @Nullable Bound bound(JsonNode value, boolean included) {
    return isNumber(value) ? new Bound(value.decimalValue(), included) : null;
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

  private static @Nullable ValueTest date(Relation relation, JsonNode value) {
    Moment moment = moment(value);
    return moment == null ? null : new ValueTest.DateIs(relation, moment);
  }

  private static @Nullable Moment moment(JsonNode value) {
    return value.isTextual() ? Moment.parse(value.textValue(), null) : null;
  }

  private static @Nullable ValueTest near(Direction direction, JsonNode value) {
    Span distance = Span.of(value);
    return distance == null ? null : new ValueTest.DateNear(direction, distance);
  }

  private static List<Scalar> one(JsonNode value) {
    Scalar scalar = scalar(value);
    return scalar == null ? List.of() : List.of(scalar);
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
