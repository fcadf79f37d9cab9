package dev.tributary.destinations.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A JSONata expression, parsed once, and bounded by {@link ExpressionBounds}. Thread-safe: one
 * thread evaluates it at a time, because the library does not document that several can.
 */
final class Expression {
  private static final int CHECK_DEPTH = 50;

  private final Jsonata parsed;
  private final ExpressionFunctions functions = new ExpressionFunctions();
  private final ReentrantLock lock = new ReentrantLock();

  private Expression(Jsonata parsed, Set<String> names) {
    this.parsed = parsed;
    functions.replaceIn(parsed, names);
  }

  /**
   * @throws IllegalArgumentException with the column, counted from 1, and the remedy
   */
  static Expression of(String expression) {
    Set<String> names = ExpressionText.check(expression);
    try {
      Jsonata parsed = Jsonata.jsonata(expression);
      parsed.setValidateInput(false);
      return new Expression(parsed, names);
    } catch (JException e) {
      throw new IllegalArgumentException(
          "%sThis is no JSONata expression: %s".formatted(column(e.getLocation()), e.getMessage()),
          e);
    } catch (RuntimeException | StackOverflowError e) {
      // The library fails with other exceptions for some texts that are no expressions.
      throw new IllegalArgumentException("This is no JSONata expression", e);
    }
  }

  private static String column(int location) {
    return location < 0 ? "" : "Column %d: ".formatted(location);
  }

  /** The result of the expression; missing if it has none. */
  JsonNode apply(JsonNode current, Scope scope) throws InvalidValueException {
    return apply(current, scope, scope.budget());
  }

  JsonNode apply(JsonNode current, Scope scope, ExpressionBudget budget)
      throws InvalidValueException {
    ExpressionBounds bounds = new ExpressionBounds(budget);
    ObjectNode document = scope.document();
    if (!Values.absent(current)) {
      document.set("value", current);
    }
    lock.lock();
    try {
      Object input = plain(document, bounds);
      functions.use(bounds);
      return json(parsed.evaluate(input, bounds.frame(parsed)), 0);
    } catch (RuntimeException | StackOverflowError e) {
      throw failure(e, budget);
    } finally {
      functions.use(null);
      lock.unlock();
    }
  }

  /** Functions of the library wrap the exceptions of the functions that they call. */
  private static InvalidValueException failure(Throwable thrown, ExpressionBudget budget) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ExpressionBounds.ExceededException exceeded) {
        return InvalidValueException.of(String.valueOf(exceeded.getMessage()));
      }
      if (cause instanceof JException failed && !budget.spent()) {
        // The message can contain values.
        return InvalidValueException.of(
            "The expression fails with %s for this record%s"
                .formatted(
                    failed.getError() == null ? "an error" : failed.getError(),
                    failed.getLocation() < 0 ? "" : " at column " + failed.getLocation()));
      }
    }
    return InvalidValueException.of(
        budget.spent() ? ExpressionBudget.EXCEEDED : "The expression fails for this record");
  }

  /** As the library wants its input; null is left out, as if there were no value. */
  private static @Nullable Object plain(JsonNode value, ExpressionBounds bounds) {
    return switch (value.getNodeType()) {
      case STRING -> {
        bounds.payRead(value.textValue().length());
        yield value.textValue();
      }
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> number(value);
      case ARRAY -> {
        bounds.payRead(value.size());
        List<Object> list = new ArrayList<>(value.size());
        for (JsonNode element : value) {
          Object one = plain(element, bounds);
          if (one != null) {
            list.add(one);
          }
        }
        yield list;
      }
      case OBJECT -> {
        bounds.payRead(value.size());
        Map<String, Object> map = new LinkedHashMap<>();
        value
            .properties()
            .forEach(field -> {
              Object one = plain(field.getValue(), bounds);
              if (one != null) {
                map.put(field.getKey(), one);
              }
            });
        yield map;
      }
      case BINARY, MISSING, NULL, POJO -> null;
    };
  }

  private static Object number(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      return value.intValue();
    }
    return value.isIntegralNumber() && value.canConvertToLong()
        ? (Object) value.longValue()
        : (Object) value.doubleValue();
  }

  private static JsonNode json(@Nullable Object value, int depth) throws InvalidValueException {
    if (depth > CHECK_DEPTH) {
      throw InvalidValueException.of("The result of the expression is nested too deeply");
    }
    return switch (value) {
      case null -> MissingNode.getInstance();
      case String text -> TextNode.valueOf(text);
      case Boolean truth -> BooleanNode.valueOf(truth);
      case Integer number -> IntNode.valueOf(number);
      case Long number -> LongNode.valueOf(number);
      case Number number when Double.isFinite(number.doubleValue()) ->
          DecimalNode.valueOf(new BigDecimal(number.toString()));
      case List<?> list -> list(list, depth);
      case Map<?, ?> map -> object(map, depth);
      default ->
          throw InvalidValueException.of(
              "The result of the expression is %s"
                  .formatted(
                      value instanceof Number
                          ? "no finite number; accepted is a finite number"
                          : "a function; call it, for example $sum(properties.prices)"));
    };
  }

  private static JsonNode list(List<?> list, int depth) throws InvalidValueException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
    for (Object element : list) {
      JsonNode one = json(element, depth + 1);
      if (!one.isMissingNode()) {
        array.add(one);
      }
    }
    return array;
  }

  private static JsonNode object(Map<?, ?> map, int depth) throws InvalidValueException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      JsonNode one = json(entry.getValue(), depth + 1);
      if (!one.isMissingNode()) {
        object.set(String.valueOf(entry.getKey()), one);
      }
    }
    return object;
  }
}
