package dev.tributary.audience.rule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operators on values, as they are written in a rule. The API's document and the editor of
 * rules in the web UI are made from this table. For one type of values, the operators that users
 * need most often come first.
 */
public enum Operator {
  EXISTS("exists", "is known", Operand.NOTHING, ValueType.values()),
  UNKNOWN("unknown", "is unknown", Operand.NOTHING, ValueType.values()),
  WITHIN_LAST("withinLast", "is within the last", Operand.SPAN, ValueType.DATE),
  WITHIN_NEXT("withinNext", "is within the next", Operand.SPAN, ValueType.DATE),
  BEFORE("before", "is before", Operand.MOMENT, ValueType.DATE),
  AFTER("after", "is after", Operand.MOMENT, ValueType.DATE),
  ON("on", "is on", Operand.MOMENT, ValueType.DATE),
  GREATER_THAN("greaterThan", "is greater than", Operand.NUMBER, ValueType.NUMBER),
  AT_LEAST("atLeast", "is at least", Operand.NUMBER, ValueType.NUMBER),
  LESS_THAN("lessThan", "is less than", Operand.NUMBER, ValueType.NUMBER),
  AT_MOST("atMost", "is at most", Operand.NUMBER, ValueType.NUMBER),
  BETWEEN("between", "is between", Operand.PAIR, ValueType.NUMBER, ValueType.DATE),
  EQUALS("equals", "is", Operand.SCALAR, ValueType.TEXT, ValueType.NUMBER, ValueType.BOOLEAN),
  NOT_EQUALS(
      "notEquals", "is not", Operand.SCALAR, ValueType.TEXT, ValueType.NUMBER, ValueType.BOOLEAN),
  IN("in", "is any of", Operand.SCALARS, ValueType.TEXT, ValueType.NUMBER),
  NOT_IN("notIn", "is none of", Operand.SCALARS, ValueType.TEXT, ValueType.NUMBER),
  CONTAINS("contains", "contains", Operand.TEXT, ValueType.TEXT),
  NOT_CONTAINS("notContains", "does not contain", Operand.TEXT, ValueType.TEXT),
  STARTS_WITH("startsWith", "starts with", Operand.TEXT, ValueType.TEXT),
  ENDS_WITH("endsWith", "ends with", Operand.TEXT, ValueType.TEXT),
  INCLUDES("includes", "includes", Operand.SCALAR, ValueType.LIST),
  INCLUDES_ANY("includesAny", "includes any of", Operand.SCALARS, ValueType.LIST),
  INCLUDES_ALL("includesAll", "includes all of", Operand.SCALARS, ValueType.LIST),
  NOT_INCLUDES("notIncludes", "does not include", Operand.SCALAR, ValueType.LIST);

  private final String wireName;
  private final String label;
  private final Operand operand;
  private final List<ValueType> types;

  Operator(String wireName, String label, Operand operand, ValueType... types) {
    this.wireName = wireName;
    this.label = label;
    this.operand = operand;
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
    return operand;
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

    /** What the field takes, in words. */
    public String accepted() {
      return accepted;
    }

    /** Whether the field {@code ignoreCase} has an effect. */
    public boolean isText() {
      return this == SCALAR || this == SCALARS || this == TEXT;
    }
  }
}
