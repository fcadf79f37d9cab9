package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Egress.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bodies of answers that are JSON, text or a form. Of any other body it keeps the size
 * and the type, so that no user reads foreign data through an address that they choose. Connectors
 * quote answers in their outcomes, so they get the same answer as users see.
 */
final class AnswerText {
  private AnswerText() {}

  static Answer of(Answer answer) {
    if (answer.body().length == 0 || isText(type(answer))) {
      return answer;
    }
    String type = type(answer);
    String instead =
        "%d bytes of %s".formatted(answer.body().length, type == null ? "no type" : type);
    return new Answer(answer.status(), answer.headers(), instead.getBytes(StandardCharsets.UTF_8));
  }

  /** The type and subtype, without parameters; null if the answer names none. */
  private static @Nullable String type(Answer answer) {
    String header = answer.header("content-type");
    if (header == null || header.isBlank()) {
      return null;
    }
    int parameters = header.indexOf(';');
    String type = parameters < 0 ? header : header.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isText(@Nullable String type) {
    return type != null
        && (type.startsWith("text/")
            || type.equals("application/json")
            || type.equals("application/x-ndjson")
            || (type.startsWith("application/") && type.endsWith("+json"))
            || type.equals("application/x-www-form-urlencoded"));
  }
}
