package dev.tributary.runtime.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.tributary.runtime.openapi.request.OptionalBody;
import dev.tributary.runtime.problem.Problems;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses JSON that could not be stored or read again, and gives the place: a body that is not an
 * object, U+0000 and unpaired surrogates, numbers outside of a double's range, and too deep
 * nesting. So no route has to check these. An object with the same field twice is refused too,
 * because parsers take different ones of the two.
 */
@Provider
public class StorableBody implements ReaderInterceptor {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_LENGTH = 400;
  private static final int MAX_EXPONENT = 308;
  private static final JsonFactory PARSERS =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  @Override
  public @Nullable Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
    if (isJson(body.getMediaType())) {
      byte[] bytes = body.getInputStream().readAllBytes();
      if (bytes.length == 0 && isOptional(body)) {
        return null;
      }
      check(bytes);
      body.setInputStream(new ByteArrayInputStream(bytes));
    }
    return body.proceed();
  }

  private static boolean isOptional(ReaderInterceptorContext body) {
    return Arrays.stream(body.getAnnotations()).anyMatch(OptionalBody.class::isInstance);
  }

  private static boolean isJson(MediaType type) {
    return type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
  }

  /**
   * @throws IOException from the parser, if the text is not JSON
   */
  static void check(byte[] json) throws IOException {
    try (JsonParser parser = PARSERS.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Problems.INVALID.problem("The body must be an object", "");
      }
      int depth = 1;
      Deque<Set<String>> fields = new ArrayDeque<>();
      fields.push(new HashSet<>());
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        check(parser, token, depth);
        requireOnce(parser, token, fields);
      }
      if (parser.nextToken() != null) {
        throw Problems.MALFORMED_JSON.problem("The body holds more than one value");
      }
    }
  }

  /**
   * @param fields the names in each open object or list, the innermost first
   */
  private static void requireOnce(JsonParser parser, JsonToken token, Deque<Set<String>> fields)
      throws IOException {
    if (token.isStructStart()) {
      fields.push(new HashSet<>());
    } else if (token.isStructEnd()) {
      fields.pop();
    } else if (token == JsonToken.FIELD_NAME && !fields.getFirst().add(parser.currentName())) {
      throw Problems.INVALID.problem("This field stands in its object twice", at(parser));
    }
  }

  private static void check(JsonParser parser, JsonToken token, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw Problems.INVALID.problem(
          "Values nest at most %d deep".formatted(MAX_DEPTH), at(parser));
    }
    switch (token) {
      case FIELD_NAME -> {
        if (!isText(parser.currentName())) {
          // The name itself cannot be written into an answer.
          throw Problems.INVALID.problem(
              "A name in here holds U+0000 or half of a surrogate pair",
              parser.getParsingContext().getParent().pathAsPointer().toString());
        }
      }
      case VALUE_STRING -> {
        if (!isText(parser.getText())) {
          throw Problems.INVALID.problem(
              "A text may not hold U+0000 or half of a surrogate pair", at(parser));
        }
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        if (!isNumber(parser.getText())) {
          throw Problems.INVALID.problem(
              "A number lies between -1e308 and 1e308, and has at most %d characters"
                  .formatted(MAX_NUMBER_LENGTH),
              at(parser));
        }
      }
      default -> {}
    }
  }

  private static String at(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  private static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(String digits) {
    if (digits.length() > MAX_NUMBER_LENGTH) {
      return false;
    }
    try {
      BigDecimal value = new BigDecimal(digits);
      long exponent = (long) value.precision() - value.scale() - 1;
      return value.signum() == 0 || Math.abs(exponent) <= MAX_EXPONENT;
    } catch (NumberFormatException e) {
      // An exponent that does not even fit an int.
      return false;
    }
  }
}
