package dev.tributary.destinations.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that expressions can call.
 *
 * @param signature in the form of JSONata
 */
record ExpressionFunction(String signature, Body body) {

  /** The work of a function over arguments, of which the last ones can be missing. */
  interface Body {
    @Nullable Object apply(List<?> arguments, ExpressionBounds bounds);
  }

  /** A function of the library, without bounds. */
  static JFunction library(String name, String signature, String method) {
    return Jsonata.function(name, signature, Functions.class, null, method);
  }

  static @Nullable Object argument(List<?> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  static @Nullable String text(List<?> arguments, int index) {
    return switch (argument(arguments, index)) {
      case null -> null;
      case String text -> text;
      default -> throw new JException("T0410", -1);
    };
  }

  static @Nullable Number number(List<?> arguments, int index) {
    return switch (argument(arguments, index)) {
      case null -> null;
      case Number number -> number;
      default -> throw new JException("T0410", -1);
    };
  }
}
