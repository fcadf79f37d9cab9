package dev.tributary.collector.accept;

import dev.tributary.collector.source.ActiveSource;
import dev.tributary.collector.tracking.Call;
import dev.tributary.collector.tracking.Item;
import dev.tributary.collector.tracking.TrackingRequest;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.CollectedEventBuilder;
import dev.tributary.contracts.event.EventHead;
import dev.tributary.contracts.event.HeadReading;
import dev.tributary.contracts.event.ItemField;
import dev.tributary.contracts.event.ItemFields;
import dev.tributary.contracts.event.QuarantineReason;
import dev.tributary.contracts.event.Reading.Unreadable;
import dev.tributary.contracts.event.RequestHeaders;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a request's events: each becomes a message for {@code events}, or for {@code
 * quarantine} with the reason. Thread-safe.
 */
public final class Acceptance {
  private final KeyHash keys;
  private final Ids ids;
  private final Clock clock;
  private final Function<WorkspaceId, Instant> businessNow;

  /**
   * @param businessNow a workspace's time, by its id
   */
  public Acceptance(
      KeyHash keys, Ids ids, Clock clock, Function<WorkspaceId, Instant> businessNow) {
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
    this.businessNow = businessNow;
  }

  /**
   * The messages to write, in the order of the request.
   *
   * @param quarantined the reasons of the quarantined events
   */
  public record Accepted(List<Message> messages, List<QuarantineReason> quarantined) {}

  /**
   * Decides for each item.
   *
   * @param writeKey the write key of the request
   * @param address of the request's client, or null if it is unknown
   */
  public Accepted accept(
      Call call,
      TrackingRequest request,
      ActiveSource source,
      String writeKey,
      @Nullable String address) {
    CallType pathType =
        switch (call) {
          case Call.Single(CallType type) -> type;
          case Call.Pixel(CallType type) -> type;
          case Call.Batch _, Call.Metrics _ -> null;
        };
    Instant receivedAt = businessNow.apply(source.workspace()).truncatedTo(ChronoUnit.MICROS);
    Instant acceptedAt = clock.instant();
    RequestHeaders headers =
        new RequestHeaders(
            CollectedEvent.TYPE,
            source.workspace(),
            source.id(),
            source.kind(),
            pathType,
            receivedAt,
            acceptedAt);
    List<Message> messages = new ArrayList<>(request.items().size());
    List<QuarantineReason> quarantined = new ArrayList<>(0);
    Ids.Sequence eventIds = ids.sequence(Ids.EVENT);
    for (Item item : request.items()) {
      CollectedEvent event =
          CollectedEventBuilder.builder()
              .eventId(new EventId(eventIds.next()))
              .workspace(source.workspace())
              .source(source.id())
              .sourceKind(source.kind())
              .pathType(pathType)
              .receivedAt(receivedAt)
              .acceptedAt(acceptedAt)
              .clientAddress(item.sender().within(request.sender()).lacksAddress() ? address : null)
              .envelope(request.envelope())
              .item(item.bytes())
              .build();
      String key =
          keys.of(source.workspace().value(), source.id().value(), person(item.fields(), event));
      Unreadable broken = broken(item, pathType, request.envelopeFields(), receivedAt, writeKey);
      if (broken == null) {
        messages.add(event.toMessage(key, headers));
      } else {
        quarantined.add(broken.reason());
        messages.add(quarantined(event, broken).toMessage(key));
      }
    }
    return new Accepted(messages, quarantined);
  }

  /** The value that decides the partition. Events with the same value stay in order. */
  private static String person(ItemFields fields, CollectedEvent event) {
    for (ItemField field : PERSON) {
      String id = fields.text(field);
      if (id != null) {
        return id;
      }
    }
    return event.eventId().value();
  }

  private static final List<ItemField> PERSON =
      List.of(ItemField.ANONYMOUS_ID, ItemField.USER_ID, ItemField.PREVIOUS_ID, ItemField.GROUP_ID);

  private static @Nullable Unreadable broken(
      Item item,
      @Nullable CallType pathType,
      ItemFields envelope,
      Instant receivedAt,
      String writeKey) {
    if (item.broken() != null) {
      return item.broken();
    }
    String own = item.fields().text(ItemField.WRITE_KEY);
    if (own != null && !own.equals(writeKey)) {
      return new Unreadable(
          QuarantineReason.WRITE_KEY_MISMATCH,
          "The event names another write key than its request",
          "/" + ItemField.WRITE_KEY.jsonName());
    }
    HeadReading head = EventHead.read(pathType, item.fields(), envelope, receivedAt);
    return switch (head) {
      case Unreadable unreadable -> unreadable;
      case EventHead _ -> null;
    };
  }

  private static QuarantinedInput quarantined(CollectedEvent event, Unreadable why) {
    return new QuarantinedInput(
        event, why.reason().code(), why.detail(), why.pointer(), QuarantinedInput.Stage.COLLECTOR);
  }
}
