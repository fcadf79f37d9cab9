package dev.tributary.destinations.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Other functions whose work in the library depends on more than the size of the arguments. */
final class ValueExpressionFunctions {
  private static final int LONGEST_PICTURE = 100;
  private static final int MOST_DIGITS = 100;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final JFunction ROUND = ExpressionFunction.library("round", "<n-n?:n>", "round");
  private static final JFunction DISTINCT =
      ExpressionFunction.library("distinct", "<x:x>", "distinct");

  private ValueExpressionFunctions() {}

  static Map<String, ExpressionFunction> definitions() {
    return Map.of(
        "string", new ExpressionFunction("<x-:s>", ValueExpressionFunctions::string),
        "join", new ExpressionFunction("<a<s>s?:s>", ValueExpressionFunctions::join),
        "round", new ExpressionFunction("<n-n?:n>", ValueExpressionFunctions::round),
        "distinct", new ExpressionFunction("<x:x>", ValueExpressionFunctions::distinct),
        "formatNumber", new ExpressionFunction("<n-s:s>", ValueExpressionFunctions::formatNumber),
        "toMillis", new ExpressionFunction("<s-s?:n>", ValueExpressionFunctions::toMillis),
        "fromMillis", new ExpressionFunction("<n-s?s?:s>", ValueExpressionFunctions::fromMillis));
  }

  /** Without line breaks: their indentation would be a product of depth and length. */
  private static @Nullable Object string(List<?> arguments, ExpressionBounds bounds) {
    return Functions.string(ExpressionFunction.argument(arguments, 0), null);
  }

  private static @Nullable Object join(List<?> arguments, ExpressionBounds bounds) {
    Object value = ExpressionFunction.argument(arguments, 0);
    if (value == null) {
      return null;
    }
    if (!(value instanceof List<?> list)) {
      throw new JException("T0412", -1);
    }
    String given = ExpressionFunction.text(arguments, 1);
    String separator = given == null ? "" : given;
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      ExpressionBounds.append(joined, i == 0 ? "" : separator);
      ExpressionBounds.append(joined, String.valueOf(list.get(i)));
    }
    return joined.toString();
  }

  private static @Nullable Object round(List<?> arguments, ExpressionBounds bounds) {
    Number precision = ExpressionFunction.number(arguments, 1);
    if (precision != null && Math.abs(precision.doubleValue()) > MOST_DIGITS) {
      throw ExpressionBounds.exceeded("$round takes at most %d digits".formatted(MOST_DIGITS));
    }
    return ROUND.call(null, arguments);
  }

  /** Lists and objects can all have the same hash, and are then compared with each other. */
  private static @Nullable Object distinct(List<?> arguments, ExpressionBounds bounds) {
    Object value = ExpressionFunction.argument(arguments, 0);
    if (value instanceof List<?> list) {
      long containers =
          list.stream().filter(each -> each instanceof List || each instanceof Map).count();
      bounds.payTimes(list, containers);
    }
    return DISTINCT.call(null, arguments);
  }

  private static @Nullable Object formatNumber(List<?> arguments, ExpressionBounds bounds) {
    String picture = ExpressionFunction.text(arguments, 1);
    if (picture != null && picture.length() > LONGEST_PICTURE) {
      throw ExpressionBounds.exceeded(
          "The picture of $formatNumber has at most %d characters".formatted(LONGEST_PICTURE));
    }
    return Functions.formatNumber(ExpressionFunction.number(arguments, 0), picture, null);
  }

  private static @Nullable Object toMillis(List<?> arguments, ExpressionBounds bounds) {
    withoutPicture(arguments);
    String text = ExpressionFunction.text(arguments, 0);
    if (text == null) {
      return null;
    }
    try {
      return Utils.convertNumber(
          DateForm.instant(TextNode.valueOf(text), ZoneOffset.UTC).toEpochMilli());
    } catch (InvalidValueException e) {
      throw new JException("D3110", -1);
    }
  }

  private static @Nullable Object fromMillis(List<?> arguments, ExpressionBounds bounds) {
    withoutPicture(arguments);
    Number millis = ExpressionFunction.number(arguments, 0);
    return millis == null ? null : MILLIS.format(Instant.ofEpochMilli(millis.longValue()));
  }

  /** The library reads pictures with searches that have no bound. */
  private static void withoutPicture(List<?> arguments) {
    if (ExpressionFunction.argument(arguments, 1) != null) {
      throw new ExpressionBounds.ExceededException(
          "A picture of a day or time is not available in an expression; use the step date");
    }
  }
}
