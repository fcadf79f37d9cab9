package dev.tributary.destinations.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.protocol.SecretMasking;
import dev.tributary.destinations.web.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer of an authorization server (RFC 6749, sections 5.1 and 5.2). */
sealed interface TokenAnswer {
  /** A longer lifetime is a mistake of the server. */
  long LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();

  /** How much of the vendor's text users see. */
  int SHOWN = 300;

  /**
   * A token.
   *
   * @param refresh null if the server returned none: the former one stays
   * @param lifetime null if the server does not say
   */
  record Granted(String access, @Nullable String refresh, @Nullable Duration lifetime)
      implements TokenAnswer {
    /** Never shows secrets. */
    @Override
    public String toString() {
      return "Granted[" + lifetime + "]";
    }
  }

  /** The grant is not valid any more: {@code invalid_grant}. */
  record GrantRefused(String words) implements TokenAnswer {}

  /** The client, or the form of its request, is refused: a repetition would be refused too. */
  record ClientRefused(String words) implements TokenAnswer {}

  /** No token this time. */
  record Failed(String words, @Nullable Instant notBefore) implements TokenAnswer {}

  /**
   * @param masking of all that the request had: a server may repeat it in its text
   */
  static TokenAnswer of(Answer answer, SecretMasking masking, Instant now) {
    JsonNode body = json(answer);
    String token = body.path("access_token").asText("");
    if (answer.successful() && !token.isEmpty()) {
      String refresh = body.path("refresh_token").asText("");
      // Some servers send the number as a text.
      long seconds = Math.min(body.path("expires_in").asLong(0), LONGEST_SECONDS);
      return new Granted(
          token,
          refresh.isEmpty() ? null : refresh,
          seconds > 0 ? Duration.ofSeconds(seconds) : null);
    }
    String code = body.path("error").asText("");
    String text = masking.text(words(answer, code, body.path("error_description").asText("")));
    String words = text.length() <= SHOWN ? text : text.substring(0, SHOWN);
    if (code.equals("invalid_grant")) {
      return new GrantRefused(words);
    }
    int status = answer.status();
    boolean refused = status >= 400 && status < 500 && status != 408 && status != 429;
    return refused && !code.equals("temporarily_unavailable")
        ? new ClientRefused(words)
        : new Failed(words, RetryAfter.of(answer, now));
  }

  private static String words(Answer answer, String code, String description) {
    String text = description.isEmpty() ? code : code + ": " + description;
    return text.isEmpty() ? "HTTP " + answer.status() : text;
  }

  private static JsonNode json(Answer answer) {
    try {
      return Json.MAPPER.readTree(answer.body());
    } catch (IOException e) {
      return Json.MAPPER.createObjectNode();
    }
  }
}
