package dev.tributary.audience.rule;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operators on values, as they are written in a rule. */
public enum Operator {
  EXISTS("exists", Operand.NOTHING),
  UNKNOWN("unknown", Operand.NOTHING),
  EQUALS("equals", Operand.SCALAR),
  NOT_EQUALS("notEquals", Operand.SCALAR),
  IN("in", Operand.SCALARS),
  NOT_IN("notIn", Operand.SCALARS),
  CONTAINS("contains", Operand.TEXT),
  NOT_CONTAINS("notContains", Operand.TEXT),
  STARTS_WITH("startsWith", Operand.TEXT),
  ENDS_WITH("endsWith", Operand.TEXT),
  GREATER_THAN("greaterThan", Operand.NUMBER),
  AT_LEAST("atLeast", Operand.NUMBER),
  LESS_THAN("lessThan", Operand.NUMBER),
  AT_MOST("atMost", Operand.NUMBER),
  BETWEEN("between", Operand.PAIR),
  BEFORE("before", Operand.MOMENT),
  AFTER("after", Operand.MOMENT),
  ON("on", Operand.MOMENT),
  WITHIN_LAST("withinLast", Operand.SPAN),
  WITHIN_NEXT("withinNext", Operand.SPAN),
  INCLUDES("includes", Operand.SCALAR),
  NOT_INCLUDES("notIncludes", Operand.SCALAR),
  INCLUDES_ANY("includesAny", Operand.SCALARS),
  INCLUDES_ALL("includesAll", Operand.SCALARS);

  private final String wireName;
  private final Operand operand;

  Operator(String wireName, Operand operand) {
    this.wireName = wireName;
    this.operand = operand;
  }

  public String wireName() {
    return wireName;
  }

  Operand operand() {
    return operand;
  }

  static @Nullable Operator named(@Nullable String name) {
    for (Operator operator : values()) {
      if (operator.wireName.equals(name)) {
        return operator;
      }
    }
    return null;
  }

  static String allNames() {
    return Arrays.stream(values()).map(Operator::wireName).collect(Collectors.joining(", "));
  }

  /** The content of the field {@code value}. */
  enum Operand {
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

    String accepted() {
      return accepted;
    }
  }
}
