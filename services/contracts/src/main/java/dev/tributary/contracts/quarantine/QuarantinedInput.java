package dev.tributary.contracts.quarantine;

import static dev.tributary.contracts.MessageHeaders.require;
import static dev.tributary.contracts.MessageHeaders.text;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CollectedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that was accepted and could not be processed. The message's value and its event headers
 * are those of the event, so a redrive reads the same event again.
 *
 * @param reason a stable code: {@code event-too-large}, {@code message-id-conflict}, …
 * @param detail one sentence for a person: what is wrong and what would be accepted
 * @param pointer the place in the event (RFC 6901), or null for the whole event
 * @param stage the service that quarantined it
 */
public record QuarantinedInput(
    CollectedEvent event, String reason, String detail, @Nullable String pointer, Stage stage) {
  public static final String TYPE = "dev.tributary.quarantined-event.v1";
  public static final String REASON = "ce_reason";
  public static final String DETAIL = "ce_detail";
  public static final String POINTER = "ce_pointer";
  public static final String STAGE = "ce_stage";

  public enum Stage {
    COLLECTOR,
    IDENTITY
  }

  public Message toMessage(String key) {
    Map<String, byte[]> headers = event.toHeaders(TYPE);
    headers.put(REASON, utf8(reason));
    headers.put(DETAIL, utf8(detail));
    headers.put(STAGE, utf8(stage.name()));
    if (pointer != null) {
      headers.put(POINTER, utf8(pointer));
    }
    return new Message(Topic.QUARANTINE, null, utf8(key), event.item(), headers);
  }

  public static QuarantinedInput from(Map<String, byte[]> headers, byte[] value) {
    return new QuarantinedInput(
        CollectedEvent.from(headers, value),
        require(headers, REASON),
        require(headers, DETAIL),
        text(headers, POINTER),
        Stage.valueOf(require(headers, STAGE)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
