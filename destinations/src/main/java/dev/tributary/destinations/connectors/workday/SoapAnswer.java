package dev.tributary.destinations.connectors.workday;

import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.web.RetryAfter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An answer as far as the connector reads it. Of several errors of validation, the first one
 * counts.
 *
 * @param answer as it came
 * @param body the name of the first element of the body; empty if the answer is no envelope
 * @param faultCode empty without a fault
 * @param message of the fault, or of its first error
 * @param place the path of the element that the first error is about; empty for none
 */
record SoapAnswer(Answer answer, String body, String faultCode, String message, String place) {
  private static final int SHOWN = 500;
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** Not of a journal, such as one with too many lines. */
  private static final Pattern TOO_MANY =
      Pattern.compile("throttl|too many requests", Pattern.CASE_INSENSITIVE);

  private static final Pattern PART = Pattern.compile("^.*/(?:\\w+:)?(\\w+)(?:\\[\\d+])?$");

  static SoapAnswer of(Answer answer) {
    try {
      return read(answer);
    } catch (XMLStreamException e) {
      return new SoapAnswer(answer, "", "", "", "");
    }
  }

  private static SoapAnswer read(Answer answer) throws XMLStreamException {
    XMLStreamReader reader = XmlElement.reader(answer.body());
    Deque<String> path = new ArrayDeque<>();
    String body = "";
    String code = "";
    String text = "";
    String error = "";
    String place = "";
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (path.size() == 2 && "Body".equals(path.peek()) && body.isEmpty()) {
          body = reader.getLocalName();
        }
        path.push(reader.getLocalName());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        path.pop();
      } else if (event == XMLStreamConstants.CHARACTERS && !reader.isWhiteSpace()) {
        String value = reader.getText().strip();
        switch (path.peek()) {
          case "faultcode" -> code = value;
          case "faultstring" -> text = value;
          case "Message" -> error = error.isEmpty() ? value : error;
          case "Xpath" -> place = place.isEmpty() ? value : place;
          case null, default -> {}
        }
      }
    }
    return new SoapAnswer(answer, body, code, error.isEmpty() ? text : error, place);
  }

  boolean isResponse(String name) {
    return answer.successful() && body.equals(name);
  }

  /** Whether a reference of the request names nothing. */
  boolean isUnknownId() {
    return isOfValidation() && message.contains("is not a valid ID value");
  }

  /** Whether the first error is about this element or one within it. */
  boolean isAbout(String element) {
    return place.contains(":" + element + "[") || place.endsWith(":" + element);
  }

  private boolean isOfValidation() {
    return faultCode.endsWith("validationError");
  }

  private boolean isOfRate() {
    return switch (answer.status()) {
      case 429 -> true;
      case 500, 503 -> TOO_MANY.matcher(message).find();
      default -> false;
    };
  }

  /** The meaning of an answer that is no response. */
  Outcome failure(Instant now) {
    Instant asked = RetryAfter.of(answer, now);
    if (isOfValidation()) {
      return new Outcome.Rejected(field(), words());
    }
    if (isOfRate()) {
      return new Outcome.RateLimited(asked == null ? now.plus(PAUSE) : asked, words());
    }
    if (faultCode.endsWith("authenticationError") || answer.status() == 401) {
      return new Outcome.Unauthorised(words());
    }
    if (message.contains("not authorized")) {
      return new Outcome.Misconfigured(words());
    }
    if (message.contains("version is invalid")) {
      return new Outcome.Gone(words());
    }
    // Workday also answers 500 to too many requests, and to requests that it has carried out.
    return answer.status() == 403
        ? new Outcome.Unauthorised(words())
        : answer.status() >= 400 && answer.status() < 500
            ? new Outcome.Transient(words(), asked)
            : new Outcome.Ambiguous(words(), asked);
  }

  /** The last element of the path; null for none. */
  private @Nullable String field() {
    var part = PART.matcher(place);
    return part.matches() ? part.group(1) : null;
  }

  String words() {
    if (!message.isEmpty()) {
      return shortened(message);
    }
    String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
    return shortened("HTTP " + answer.status() + (text.isEmpty() ? "" : ": " + text));
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(SHOWN, text.length()));
  }
}
