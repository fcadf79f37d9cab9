package dev.tributary.audience.rule;

import static dev.tributary.audience.rule.TestBinding.between;
import static dev.tributary.audience.rule.TestBinding.moment;
import static dev.tributary.audience.rule.TestBinding.not;
import static dev.tributary.audience.rule.TestBinding.nothing;
import static dev.tributary.audience.rule.TestBinding.number;
import static dev.tributary.audience.rule.TestBinding.scalar;
import static dev.tributary.audience.rule.TestBinding.scalars;
import static dev.tributary.audience.rule.TestBinding.span;
import static dev.tributary.audience.rule.TestBinding.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.Scalar.TextCase;
import dev.tributary.audience.rule.ValueTest.Bound;
import dev.tributary.audience.rule.ValueTest.Direction;
import dev.tributary.audience.rule.ValueTest.NumberWithin;
import dev.tributary.audience.rule.ValueTest.Place;
import dev.tributary.audience.rule.ValueTest.Quantity;
import dev.tributary.audience.rule.ValueTest.Relation;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operators on values, as they are written in a rule: the one place that an operator is added.
 * The reader of rules, the API's document and the editor of rules in the web UI are made from this
 * table. For one type of values, the operators that users need most often come first.
 */
public enum Operator {
  EXISTS("exists", "is known", nothing(new ValueTest.Exists()), ValueType.values()),
  UNKNOWN("unknown", "is unknown", nothing(new ValueTest.Unknown()), ValueType.values()),
  WITHIN_LAST("withinLast", "is within the last", near(Direction.LAST), ValueType.DATE),
  WITHIN_NEXT("withinNext", "is within the next", near(Direction.NEXT), ValueType.DATE),
  BEFORE("before", "is before", date(Relation.BEFORE), ValueType.DATE),
  AFTER("after", "is after", date(Relation.AFTER), ValueType.DATE),
  ON("on", "is on", date(Relation.ON), ValueType.DATE),
  GREATER_THAN(
      "greaterThan",
      "is greater than",
      number(low -> new NumberWithin(new Bound(low, false), null)),
      ValueType.NUMBER),
  AT_LEAST(
      "atLeast",
      "is at least",
      number(low -> new NumberWithin(new Bound(low, true), null)),
      ValueType.NUMBER),
  LESS_THAN(
      "lessThan",
      "is less than",
      number(high -> new NumberWithin(null, new Bound(high, false))),
      ValueType.NUMBER),
  AT_MOST(
      "atMost",
      "is at most",
      number(high -> new NumberWithin(null, new Bound(high, true))),
      ValueType.NUMBER),
  BETWEEN("between", "is between", between(), ValueType.NUMBER, ValueType.DATE),
  EQUALS(
      "equals",
      "is",
      scalar(ValueTest.OneOf::new),
      ValueType.TEXT,
      ValueType.NUMBER,
      ValueType.BOOLEAN),
  NOT_EQUALS(
      "notEquals",
      "is not",
      not(scalar(ValueTest.OneOf::new)),
      ValueType.TEXT,
      ValueType.NUMBER,
      ValueType.BOOLEAN),
  IN("in", "is any of", scalars(ValueTest.OneOf::new), ValueType.TEXT, ValueType.NUMBER),
  NOT_IN(
      "notIn", "is none of", not(scalars(ValueTest.OneOf::new)), ValueType.TEXT, ValueType.NUMBER),
  CONTAINS("contains", "contains", has(Place.ANYWHERE), ValueType.TEXT),
  NOT_CONTAINS("notContains", "does not contain", not(has(Place.ANYWHERE)), ValueType.TEXT),
  STARTS_WITH("startsWith", "starts with", has(Place.START), ValueType.TEXT),
  ENDS_WITH("endsWith", "ends with", has(Place.END), ValueType.TEXT),
  INCLUDES("includes", "includes", scalar(includes(Quantity.ANY)), ValueType.LIST),
  INCLUDES_ANY("includesAny", "includes any of", scalars(includes(Quantity.ANY)), ValueType.LIST),
  INCLUDES_ALL("includesAll", "includes all of", scalars(includes(Quantity.ALL)), ValueType.LIST),
  NOT_INCLUDES(
      "notIncludes", "does not include", not(scalar(includes(Quantity.ANY))), ValueType.LIST);

  private final String wireName;
  private final String label;
  private final TestBinding binding;
  private final List<ValueType> types;

  Operator(String wireName, String label, TestBinding binding, ValueType... types) {
    this.wireName = wireName;
    this.label = label;
    this.binding = binding;
    this.types = List.of(types);
  }

  public String wireName() {
    return wireName;
  }

  /** The operator in words, between the name of a trait and the value. */
  public String label() {
    return label;
  }

  public Operand operand() {
    return binding.operand();
  }

  /**
   * The test that a rule asks for.
   *
   * @param value the field of the rule; missing if the rule has none
   * @return null if the value is not what {@link #operand()} says
   */
  public @Nullable ValueTest bind(JsonNode value, TextCase textCase) {
    return binding.binder().bind(value, textCase);
  }

  /** The types of the values that the operator is useful for. */
  public List<ValueType> types() {
    return types;
  }

  public static @Nullable Operator named(@Nullable String name) {
    for (Operator operator : values()) {
      if (operator.wireName.equals(name)) {
        return operator;
      }
    }
    return null;
  }

  public static String allNames() {
    return Arrays.stream(values()).map(Operator::wireName).collect(Collectors.joining(", "));
  }

  private static TestBinding date(Relation relation) {
    return moment(date -> new ValueTest.DateIs(relation, date));
  }

  private static TestBinding near(Direction direction) {
    return span(distance -> new ValueTest.DateNear(direction, distance));
  }

  private static TestBinding has(Place place) {
    return text((part, textCase) -> new ValueTest.TextHas(place, part, textCase));
  }

  private static BiFunction<List<Scalar>, TextCase, ValueTest> includes(Quantity quantity) {
    return (values, textCase) -> new ValueTest.ListHas(quantity, values, textCase);
  }

  /** The content of the field {@code value}. */
  public enum Operand {
    NOTHING("no value"),
    SCALAR("a text, a number, true or false"),
    SCALARS("a list of 1 to 1000 texts, numbers or booleans, all of one type"),
    TEXT("a text that is not empty"),
    NUMBER("a number"),
    PAIR("a list of two numbers, or of two dates, the smaller one first"),
    MOMENT("a date like 2026-11-20 or a time like 2026-11-20T09:30:00Z"),
    SPAN("{\"amount\": 1 to 36500, \"unit\": \"minutes\", \"hours\" or \"days\"}");

    private final String accepted;

    Operand(String accepted) {
      this.accepted = accepted;
    }

    /** The values that the field accepts, in words. */
    public String accepted() {
      return accepted;
    }

    /** Whether the field {@code ignoreCase} has an effect. */
    public boolean isText() {
      return this == SCALAR || this == SCALARS || this == TEXT;
    }
  }
}
