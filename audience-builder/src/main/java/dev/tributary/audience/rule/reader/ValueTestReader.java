package dev.tributary.audience.rule.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.Operator;
import dev.tributary.audience.rule.Scalar.TextCase;
import dev.tributary.audience.rule.ValueTest;
import org.jspecify.annotations.Nullable;

/** Binds {@code operator}, {@code value} and {@code ignoreCase} to a typed test. */
final class ValueTestReader {
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
    ValueTest test = operator.bind(node.path("value"), textCase);
    if (test == null) {
      reading.refuse(
          pointer + "/value",
          "%s takes %s".formatted(operator.wireName(), operator.operand().accepted()));
    }
    return test;
  }
}
