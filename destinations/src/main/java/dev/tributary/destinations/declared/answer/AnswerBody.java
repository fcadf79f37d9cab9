package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Egress.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The body of an answer.
 *
 * @param json a missing node if it is no JSON
 */
record AnswerBody(Answer answer, JsonNode json) {
  private static final int SHOWN = 500;

  /** Enough for the characters that are shown. */
  private static final int DECODED = 4 * SHOWN;

  static AnswerBody of(Answer answer) {
    try {
      return new AnswerBody(answer, Json.MAPPER.readTree(answer.body()));
    } catch (IOException e) {
      return new AnswerBody(answer, MissingNode.getInstance());
    }
  }

  boolean isReadable() {
    return json.isContainerNode();
  }

  /** The status and the beginning of the text. */
  String words() {
    byte[] body = answer.body();
    String text =
        new String(body, 0, Math.min(DECODED, body.length), StandardCharsets.UTF_8).strip();
    return "HTTP " + answer.status() + (text.isEmpty() ? "" : ": " + cut(text));
  }

  /**
   * The same answer without its text, for outcomes of one item: the text can have the data of other
   * items.
   */
  AnswerBody withoutText() {
    return new AnswerBody(new Answer(answer.status(), answer.headers(), new byte[0]), json);
  }

  /** Without the text of a success, which can have the data of items. */
  AnswerBody withoutData() {
    return answer.status() / 100 == 2 ? withoutText() : this;
  }

  static String cut(String text) {
    return text.substring(0, Math.min(SHOWN, text.length()));
  }
}
