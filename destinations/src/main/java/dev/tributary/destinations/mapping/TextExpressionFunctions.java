package dev.tributary.destinations.mapping;

import com.dashjoin.jsonata.JException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions whose work would be the product of the lengths of two texts. */
final class TextExpressionFunctions {
  private TextExpressionFunctions() {}

  private interface Function {
    @Nullable Object apply(String text, List<?> arguments, ExpressionBounds bounds);
  }

  static Map<String, ExpressionFunction> definitions() {
    return Map.of(
        "contains", of("<s-s:b>", TextExpressionFunctions::contains),
        "substring", of("<s-nn?:s>", TextExpressionFunctions::substring),
        "substringBefore", of("<s-s:s>", TextExpressionFunctions::before),
        "substringAfter", of("<s-s:s>", TextExpressionFunctions::after),
        "replace", of("<s-ssn?:s>", TextExpressionFunctions::replace),
        "split", of("<s-sn?:a<s>>", TextExpressionFunctions::split),
        "lowercase", of("<s-:s>", (text, _, _) -> text.toLowerCase(Locale.ROOT)),
        "uppercase", of("<s-:s>", (text, _, _) -> text.toUpperCase(Locale.ROOT)));
  }

  private static ExpressionFunction of(String signature, Function function) {
    return new ExpressionFunction(
        signature,
        (arguments, bounds) -> {
          String text = ExpressionFunction.text(arguments, 0);
          return text == null ? null : function.apply(text, arguments, bounds);
        });
  }

  private static Object contains(String text, List<?> arguments, ExpressionBounds bounds) {
    String find = ExpressionFunction.text(arguments, 1);
    return find != null && bounds.indexOf(text, find) >= 0;
  }

  private static Object before(String text, List<?> arguments, ExpressionBounds bounds) {
    String find = ExpressionFunction.text(arguments, 1);
    int at = find == null ? -1 : bounds.indexOf(text, find);
    return at < 0 ? text : text.substring(0, at);
  }

  private static Object after(String text, List<?> arguments, ExpressionBounds bounds) {
    String find = ExpressionFunction.text(arguments, 1);
    int at = find == null ? -1 : bounds.indexOf(text, find);
    return find == null || at < 0 ? text : text.substring(at + find.length());
  }

  /** Counts characters and not halves of them; a negative start counts from the end. */
  private static Object substring(String text, List<?> arguments, ExpressionBounds bounds) {
    Number start = ExpressionFunction.number(arguments, 1);
    Number most = ExpressionFunction.number(arguments, 2);
    int length = text.codePointCount(0, text.length());
    long first = start == null ? 0 : start.longValue();
    first = Math.clamp(first < 0 ? length + first : first, 0, length);
    long count = most == null ? length : Math.clamp(most.longValue(), 0, length);
    int from = text.offsetByCodePoints(0, (int) first);
    int to = text.offsetByCodePoints(0, (int) Math.min(length, first + count));
    return text.substring(from, to);
  }

  /** Replaces a text; the fourth argument is the number of replacements. */
  private static Object replace(String text, List<?> arguments, ExpressionBounds bounds) {
    String find = ExpressionFunction.text(arguments, 1);
    String other = ExpressionFunction.text(arguments, 2);
    if (find == null || other == null) {
      throw new JException("T0410", -1);
    }
    if (find.isEmpty()) {
      throw new JException("D3010", -1);
    }
    Number limit = ExpressionFunction.number(arguments, 3);
    long most = limit == null ? Long.MAX_VALUE : limit.longValue();
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    int at = bounds.indexOf(text, find);
    for (long i = 0; i < most && at >= 0; i++) {
      ExpressionBounds.append(replaced, text.substring(from, at));
      ExpressionBounds.append(replaced, other);
      from = at + find.length();
      at = text.indexOf(find, from);
    }
    ExpressionBounds.append(replaced, text.substring(from));
    return replaced.toString();
  }

  /** Splits a text; the third argument is the number of parts that are kept. */
  private static Object split(String text, List<?> arguments, ExpressionBounds bounds) {
    String separator = ExpressionFunction.text(arguments, 1);
    Number limit = ExpressionFunction.number(arguments, 2);
    if (separator == null || (limit != null && limit.longValue() < 0)) {
      throw new JException("D3020", -1);
    }
    long most = limit == null ? Long.MAX_VALUE : limit.longValue();
    List<Object> parts = new ArrayList<>();
    int from = 0;
    int at = separator.isEmpty() ? 1 : bounds.indexOf(text, separator);
    while (parts.size() < most && at >= 0 && (!separator.isEmpty() || at < text.length())) {
      ExpressionBounds.add(parts, text.substring(from, at));
      from = at + separator.length();
      at = separator.isEmpty() ? from + 1 : text.indexOf(separator, from);
    }
    if (parts.size() < most && (!separator.isEmpty() || !text.isEmpty())) {
      ExpressionBounds.add(parts, text.substring(from));
    }
    return parts;
  }
}
