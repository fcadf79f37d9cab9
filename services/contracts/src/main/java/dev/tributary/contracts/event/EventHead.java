package dev.tributary.contracts.event;

import static dev.tributary.contracts.event.ItemField.ANONYMOUS_ID;
import static dev.tributary.contracts.event.ItemField.EVENT;
import static dev.tributary.contracts.event.ItemField.GROUP_ID;
import static dev.tributary.contracts.event.ItemField.MESSAGE_ID;
import static dev.tributary.contracts.event.ItemField.NAME;
import static dev.tributary.contracts.event.ItemField.ORIGINAL_TIMESTAMP;
import static dev.tributary.contracts.event.ItemField.PREVIOUS_ID;
import static dev.tributary.contracts.event.ItemField.SENT_AT;
import static dev.tributary.contracts.event.ItemField.TIMESTAMP;
import static dev.tributary.contracts.event.ItemField.TYPE;
import static dev.tributary.contracts.event.ItemField.USER_ID;

import dev.tributary.contracts.event.Reading.Unreadable;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of an event that decides whether it can be read: call, ids, name and times. The
 * collector reads it before it accepts an event, and {@link EventReader} reads it with the event.
 * So they never differ.
 */
@RecordBuilder
public record EventHead(
    CallType type,
    @Nullable String messageId,
    @Nullable String userId,
    @Nullable String anonymousId,
    @Nullable String previousId,
    @Nullable String groupId,
    @Nullable String name,
    Instant timestamp,
    @Nullable Instant originalTimestamp,
    @Nullable Instant sentAt)
    implements HeadReading {

  /**
   * @param pathType the call that the path named, or null
   * @param envelope the request's own fields; only its {@code sentAt} is used here, and an item's
   *     own {@code sentAt} has priority
   * @param receivedAt business time of acceptance
   */
  public static HeadReading read(
      @Nullable CallType pathType, ItemFields item, ItemFields envelope, Instant receivedAt) {
    ItemField wrong = item.ofWrongKind();
    if (wrong != null) {
      return Unreadable.at(
          wrong,
          QuarantineReason.WRONG_TYPE,
          wrong.jsonName()
              + (wrong.isObject() ? " must be an object" : " must be a text or a number"));
    }
    String ownType = item.text(TYPE);
    CallType own = CallType.named(ownType);
    if (ownType != null && own == null || ownType == null && pathType == null) {
      return Unreadable.at(
          TYPE,
          QuarantineReason.UNKNOWN_CALL,
          "type must be identify, track, page, screen, group or alias");
    }
    if (own != null && pathType != null && own != pathType) {
      return Unreadable.at(
          TYPE,
          QuarantineReason.CALL_MISMATCH,
          "The path says %s, the event says %s".formatted(pathType.wireName(), own.wireName()));
    }
    CallType type = own != null ? own : java.util.Objects.requireNonNull(pathType);
    Unreadable missing = missing(type, item);
    return missing != null ? missing : timed(type, item, envelope, receivedAt);
  }

  private static @Nullable Unreadable missing(CallType type, ItemFields item) {
    if (item.text(USER_ID) == null && item.text(ANONYMOUS_ID) == null) {
      return new Unreadable(
          QuarantineReason.MISSING_IDS, "Every call needs a userId or an anonymousId", null);
    }
    return switch (type) {
      case ALIAS -> {
        if (item.text(USER_ID) == null) {
          yield Unreadable.at(USER_ID, QuarantineReason.MISSING_IDS, "alias needs a userId");
        }
        yield item.text(PREVIOUS_ID) != null
            ? null
            : Unreadable.at(PREVIOUS_ID, QuarantineReason.MISSING_IDS, "alias needs a previousId");
      }
      case GROUP ->
          item.text(GROUP_ID) != null
              ? null
              : Unreadable.at(GROUP_ID, QuarantineReason.MISSING_IDS, "group needs a groupId");
      case TRACK ->
          item.text(EVENT) != null
              ? null
              : Unreadable.at(
                  EVENT, QuarantineReason.MISSING_EVENT_NAME, "track needs the event's name");
      case IDENTIFY, PAGE, SCREEN -> null;
    };
  }

  private static HeadReading timed(
      CallType type, ItemFields item, ItemFields envelope, Instant receivedAt) {
    ItemField happened = item.text(ORIGINAL_TIMESTAMP) != null ? ORIGINAL_TIMESTAMP : TIMESTAMP;
    ItemFields sender = item.text(SENT_AT) != null ? item : envelope;
    Instant original = time(item, happened);
    Instant sent = time(sender, SENT_AT);
    if (item.text(happened) != null && original == null) {
      return badTime(happened);
    }
    if (sender.text(SENT_AT) != null && sent == null) {
      return badTime(SENT_AT);
    }
    Instant timestamp = corrected(receivedAt, sent, original);
    if (!Timestamps.isInRange(timestamp)) {
      return badTime(happened);
    }
    return EventHeadBuilder.builder()
        .type(type)
        .messageId(item.text(MESSAGE_ID))
        .userId(item.text(USER_ID))
        .anonymousId(item.text(ANONYMOUS_ID))
        .previousId(item.text(PREVIOUS_ID))
        .groupId(item.text(GROUP_ID))
        .name(
            switch (type) {
              case TRACK -> item.text(EVENT);
              case PAGE, SCREEN -> item.text(NAME);
              case IDENTIFY, GROUP, ALIAS -> null;
            })
        .timestamp(timestamp)
        .originalTimestamp(original)
        .sentAt(sent)
        .build();
  }

  /**
   * The time of the server's clock at which the client's clock showed {@code original}. The error
   * of the client's clock cancels out in the difference of two of its times.
   */
  private static Instant corrected(
      Instant receivedAt, @Nullable Instant sent, @Nullable Instant original) {
    if (original == null) {
      return receivedAt;
    }
    return sent == null ? original : receivedAt.minus(Duration.between(original, sent));
  }

  private static @Nullable Instant time(ItemFields fields, ItemField field) {
    String text = fields.text(field);
    return text == null ? null : Timestamps.parse(fields.kind(field), text);
  }

  private static Unreadable badTime(ItemField field) {
    return Unreadable.at(
        field,
        QuarantineReason.BAD_TIMESTAMP,
        field.jsonName()
            + " must be an ISO 8601 time or a number of seconds or milliseconds since 1970, in the"
            + " years 1 to 9999");
  }
}
