package dev.tributary.contracts.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.event.CallType;
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
 */
public record AppliedEvent(
    String eventId,
    String messageId,
    String source,
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
    Map<String, Boolean> consent) {}
