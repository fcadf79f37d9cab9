package dev.tributary.contracts.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.ItemField;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was processed.
 *
 * @param name a track call's event, a page's or screen's name; null where the call has none
 * @param timestamp when it happened, corrected for the client's clock
 * @param receivedAt when it was accepted, in the workspace's business time
 * @param properties a track's, page's or screen's properties; an identify's or group's traits
 * @param consent the purposes that the event itself carried, as booleans of allowance
 * @param category a page's or screen's, from the top level
 * @param previousId an alias's
 * @param others the top-level fields without a meaning in the tracking API; empty in messages of
 *     earlier versions
 */
@RecordBuilder
public record AppliedEvent(
    EventId eventId,
    String messageId,
    SourceId source,
    CallType type,
    @Nullable String name,
    Instant timestamp,
    Instant receivedAt,
    @Nullable String userId,
    @Nullable String anonymousId,
    @Nullable String groupId,
    ObjectNode properties,
    ObjectNode context,
    ObjectNode integrations,
    Map<String, Boolean> consent,
    @Nullable String category,
    @Nullable String previousId,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable ObjectNode others) {

  /**
   * The fields that conditions and mappings find by name: the properties, and {@code category},
   * {@code previousId} and the other fields of the top level, unless a property has the same name.
   * Do not change the result.
   */
  public ObjectNode fields() {
    if (category == null && previousId == null && (others == null || others.isEmpty())) {
      return properties;
    }
    ObjectNode fields = others == null ? properties.objectNode() : others.deepCopy();
    if (category != null) {
      fields.put(ItemField.CATEGORY, category);
    }
    if (previousId != null) {
      fields.put(ItemField.PREVIOUS_ID.jsonName(), previousId);
    }
    fields.setAll(properties);
    return fields;
  }
}
