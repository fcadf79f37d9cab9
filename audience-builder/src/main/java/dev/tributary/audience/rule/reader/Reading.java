package dev.tributary.audience.rule.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.Operator;
import dev.tributary.audience.rule.RuleLimits;
import dev.tributary.audience.rule.Span;
import dev.tributary.contracts.value.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The shared state of the readers of one rule: the errors so far, and the reading of single fields.
 */
public final class Reading {
  private final List<RuleError> errors = new ArrayList<>();

  List<RuleError> errors() {
    return List.copyOf(errors);
  }

  void refuse(String pointer, String detail) {
    errors.add(new RuleError(pointer, detail));
  }

  /** A pointer to a field, escaped as RFC 6901 asks. */
  static String at(String pointer, String field) {
    return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
  }

  void refuseOthers(ObjectNode node, String pointer, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(field -> {
          if (!known.contains(field)) {
            refuse(
                at(pointer, field),
                "Unknown field; beside it may stand " + String.join(", ", new TreeSet<>(known)));
          }
        });
  }

  /** The text of a field; null, with an error, if it is not a text or empty. */
  @Nullable String text(ObjectNode node, String pointer, String field) {
    JsonNode value = node.path(field);
    if (value.isTextual()
        && !value.textValue().isEmpty()
        && value.textValue().length() <= RuleLimits.NAME) {
      return value.textValue();
    }
    refuse(at(pointer, field), "Must be a text of 1 to 1000 characters");
    return null;
  }

  /** A boolean field, or the given default if it is absent. */
  boolean flag(ObjectNode node, String pointer, String field, boolean absent) {
    JsonNode value = node.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      refuse(at(pointer, field), "Must be true or false");
    }
    return value.isBoolean() ? value.booleanValue() : absent;
  }

  @Nullable Span span(JsonNode value, String pointer) {
    Span span = Span.of(value);
    if (span == null) {
      refuse(pointer, "Must be " + Operator.Operand.SPAN.accepted());
    }
    return span;
  }

  @Nullable Moment moment(JsonNode value, String pointer) {
    Moment moment = value.isTextual() ? Moment.parse(value.textValue(), null) : null;
    if (moment == null) {
      refuse(pointer, "Must be " + Operator.Operand.MOMENT.accepted());
    }
    return moment;
  }
}
