package dev.tributary.runtime.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.tributary.contracts.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Describes the errors of a request body to the client. It never names a Java class. */
public final class JsonErrors {
  private JsonErrors() {}

  /** The problem of a body that is no JSON, or that does not fit its type. */
  public static Problem problem(JacksonException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem problem) {
        return problem;
      }
    }
    if (e instanceof JsonMappingException mapping && !isSyntax(mapping)) {
      return Problems.INVALID.problem(detail(mapping), pointer(mapping));
    }
    return Problems.MALFORMED_JSON.problem(syntax(e), List.of());
  }

  /** A parser's error within a value comes wrapped, with a path. */
  private static boolean isSyntax(JsonMappingException e) {
    return !(e instanceof MismatchedInputException)
        && !(e instanceof ValueInstantiationException)
        && e.getCause() instanceof JacksonException;
  }

  private static String detail(JsonMappingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "Unknown field %s; known are %s".formatted(unknown.getPropertyName(), known(unknown));
      case InvalidTypeIdException type -> "Unknown type %s".formatted(type.getTypeId());
      case InvalidFormatException format ->
          "%s is not %s".formatted(shown(format.getValue()), wanted(format.getTargetType()));
      // The message of the exception comes from Enum.valueOf and names the class.
      case ValueInstantiationException made when made.getType().isEnumType() ->
          "This must be %s".formatted(wanted(made.getType().getRawClass()));
      case MismatchedInputException mismatch ->
          "This must be %s".formatted(wanted(mismatch.getTargetType()));
      default -> {
        Throwable cause = e.getCause();
        yield cause instanceof IllegalArgumentException && cause.getMessage() != null
            ? cause.getMessage()
            : "The value is not valid";
      }
    };
  }

  private static String known(UnrecognizedPropertyException e) {
    return e.getKnownPropertyIds() == null
        ? "none"
        : String.join(
            ", ", e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList());
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private static String wanted(Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type.isEnum()) {
      return "one of "
          + String.join(
              ", ",
              Arrays.stream(type.getEnumConstants())
                  .map(constant -> String.valueOf(constant).toLowerCase(Locale.ROOT))
                  .toList());
    }
    JavaType java =
        com.fasterxml.jackson.databind.type.TypeFactory.defaultInstance().constructType(type);
    if (java.isCollectionLikeType() || java.isArrayType()) {
      return "a list";
    }
    if (Json.isText(type)) {
      return "a text";
    }
    return switch (type.getSimpleName()) {
      case "String" -> "a text";
      case "boolean", "Boolean" -> "true or false";
      case "int", "Integer", "long", "Long", "short", "Short", "BigInteger" -> "a whole number";
      case "double", "Double", "float", "Float", "BigDecimal" -> "a number";
      case "Instant", "OffsetDateTime" -> "a time such as 2026-01-31T12:00:00Z";
      case "LocalDate" -> "a date such as 2026-01-31";
      case "Duration" -> "a duration such as PT1H";
      case "URI", "URL" -> "an address";
      default -> "an object";
    };
  }

  private static String syntax(JacksonException e) {
    JsonLocation at = e.getLocation();
    return at == null
        ? "The body is not JSON"
        : "The body is not JSON at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static String pointer(JsonMappingException e) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      String name = step.getFieldName();
      pointer
          .append('/')
          .append(
              name == null
                  ? Integer.toString(step.getIndex())
                  : name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
