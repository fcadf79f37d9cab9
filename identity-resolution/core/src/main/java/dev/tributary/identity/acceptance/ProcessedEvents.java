package dev.tributary.identity.acceptance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.EventReader;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import java.util.Map;
import java.util.Optional;

/** Events as they were processed, in the form for other services. */
public final class ProcessedEvents {
  private ProcessedEvents() {}

  /** The event as it was processed; empty if it cannot be read. */
  public static Optional<AppliedEvent> read(CollectedEvent event) {
    return EventReader.read(event) instanceof Reading.Readable readable
        ? Optional.of(of(readable.event(), readable.event().consent()))
        : Optional.empty();
  }

  /**
   * @param consent what the event may say about consent, by purpose
   */
  public static AppliedEvent of(TrackingEvent event, Map<String, Boolean> consent) {
    ObjectNode properties =
        switch (event.type()) {
          case TRACK, PAGE, SCREEN -> event.properties();
          case IDENTIFY, GROUP -> event.traits();
          case ALIAS -> JsonNodeFactory.instance.objectNode();
        };
    return AppliedEventBuilder.builder()
        .eventId(event.eventId())
        .messageId(event.messageId())
        .source(event.source())
        .type(event.type())
        .name(event.name())
        .timestamp(event.timestamp())
        .receivedAt(event.receivedAt())
        .userId(event.userId())
        .anonymousId(event.anonymousId())
        .groupId(event.groupId())
        .properties(properties)
        .context(event.context())
        .integrations(event.integrations())
        .consent(consent)
        .category(event.category())
        .previousId(event.type() == CallType.ALIAS ? event.previousId() : null)
        .others(event.others())
        .build();
  }
}
